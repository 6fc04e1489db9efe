import type { ItemReport, SendError } from '../send-adapter.ts';
import { type Answer, errorOfSilence, rawText, tooMany } from '../calling/answer.ts';
import { Refusal } from './solapi-wire.ts';

/** What a refused request means. A code that is not listed says nothing for sure (I7). */
const classOfRefusal: Readonly<Record<string, SendError['class']>> = {
  InvalidAPIKey: 'auth',
  SignatureDoesNotMatch: 'auth',
  Unauthorized: 'auth',
  // This machine's clock is wrong by more than 15 minutes.
  RequestTimeTooSkewed: 'config',
  // The next request has another salt.
  DuplicatedSignature: 'transient',
  Forbidden: 'scope',
  ValidationError: 'invalid_request',
  ResourceNotFound: 'invalid_request',
  NotEnoughBalance: 'balance',
  TooManyRequests: 'rate',
};

/** The error of a call to Solapi that did not do what was asked. */
export function errorOf(answer: Exclude<Answer<unknown>, { kind: 'ok' }>): SendError {
  if (answer.kind !== 'refused') return errorOfSilence(answer);
  const { status, body, retryAfterMs } = answer;
  const refusal = Refusal.safeParse(body);
  const code = refusal.success ? refusal.data.errorCode : `HTTP_${status}`;
  const known = classOfRefusal[code] ?? (status === tooMany ? 'rate' : undefined);
  return {
    class: known ?? 'ambiguous',
    code,
    text: rawText(refusal.data?.errorMessage),
    httpStatus: status,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    mayHaveSent: known === undefined,
  };
}

type Meaning = Readonly<{ status: ItemReport['status']; class?: SendError['class'] }>;

const unreachable: Meaning = { status: 'failed', class: 'recipient_unreachable' };
const misconfigured: Meaning = { status: 'failed', class: 'config' };

/**
 * The codes of a message that are sure enough to act upon; public tables contradict each other about the others. Of a code
 * that is not listed nothing is assumed: the message is `uncertain`, and code and text are kept.
 */
const meaningOfCode: Readonly<Record<string, Meaning>> = {
  '2000': { status: 'accepted' },
  '3000': { status: 'accepted' },
  '4000': { status: 'delivered' },
  '3101': misconfigured,
  '3104': unreachable,
  '3105': misconfigured,
  '3106': misconfigured,
  '3107': { status: 'failed', class: 'recipient_optout' },
  '3108': { status: 'failed', class: 'window' },
  // Kakao's own numbers, as every dealer passes them on.
  '3005': { status: 'uncertain', class: 'unknown' },
  '3008': { status: 'failed', class: 'invalid_request' },
  '3018': unreachable,
  '3019': unreachable,
  '3020': { status: 'failed', class: 'recipient_optout' },
  '3021': unreachable,
  '3022': { status: 'failed', class: 'window' },
  '3024': { status: 'failed', class: 'invalid_request' },
  '1028': misconfigured,
};

export const isRegistered = (statusCode: string): boolean => statusCode === '2000';

/** What a message's code means, and the error where it is no success. */
export function meaningOf(code: string, text: string): Readonly<{ status: ItemReport['status']; error?: SendError }> {
  const { status, class: of } = meaningOfCode[code] ?? { status: 'uncertain', class: 'unknown' };
  return { status, ...(of && { error: { class: of, code, text: rawText(text), mayHaveSent: status === 'uncertain' } }) };
}

/** Of a message that its group did not take in: it is stored there and never sent. */
export const errorOfRegistration = (code: string, text: string): SendError => ({
  class: meaningOfCode[code]?.class ?? 'invalid_request',
  code,
  text: rawText(text),
  mayHaveSent: false,
});
