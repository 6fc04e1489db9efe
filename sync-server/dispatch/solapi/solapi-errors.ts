import { type Answer, errorOfSilence, rawText, tooMany } from '../calling/answer.ts';
import type { ItemReport, SendError, SendErrorClass } from '../send-adapter.ts';
import { Refusal } from './solapi-wire.ts';

/** What a refused request means. A code that is not listed says nothing for sure (I7). */
const classOfRefusal: Readonly<Record<string, SendErrorClass>> = {
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

type Meaning = Readonly<{ status: ItemReport['status']; class?: SendErrorClass }>;

const failedAs = (of: SendErrorClass, ...codes: readonly string[]) => codes.map((code) => [code, { status: 'failed', class: of }] as const);

/** Solapi's table of message states; in `familyOf` what the first digit alone says of a code that is not here. */
const meaningOfCode: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['2000', { status: 'accepted' }],
  ['3000', { status: 'accepted' }],
  ['4000', { status: 'delivered' }],
  ...failedAs('recipient_optout', '1061', '2061'),
  ...failedAs('recipient_unreachable', '1060', '2060', '3032', '3041', '3042', '3043', '3044', '3045', '3046', '3047', '3050', '3051'),
  ...failedAs('recipient_unreachable', '3102', '3104', '3107'),
  ...failedAs('invalid_request', '3010', '3011'),
  ...failedAs('config', '1041', '1042', '1062', '1064', '2062', '2063', '2064', '3013', '3059', '3101', '3103', '3105', '3106'),
  ...failedAs('balance', '1030', '2230'),
  ...failedAs('window', '3108'),
  // Kakao's own number, which is passed on now and then: the day's limit of messages.
  ...failedAs('quota', '4138'),
]);

/** 1xxx: not taken in. 2xxx: stopped inside the platform. Of both it is sure that nothing left; of others nothing is. */
function familyOf(code: string): Meaning {
  if (/^[12]\d{3}$/.test(code)) return { status: 'failed', class: 'invalid_request' };
  return { status: 'uncertain', class: 'unknown' };
}

export const isRegistered = (statusCode: string): boolean => statusCode === '2000';

/** What a message's code means, and the error where it is no success. */
export function meaningOf(code: string, text: string): Readonly<{ status: ItemReport['status']; error?: SendError }> {
  const { status, class: of } = meaningOfCode.get(code) ?? familyOf(code);
  return { status, ...(of && { error: { class: of, code, text: rawText(text), mayHaveSent: status === 'uncertain' } }) };
}

/** Of a message that its group did not take in: it is stored there and never sent. */
export const errorOfRegistration = (code: string, text: string): SendError => ({
  class: meaningOfCode.get(code)?.class ?? 'invalid_request',
  code,
  text: rawText(text),
  mayHaveSent: false,
});
