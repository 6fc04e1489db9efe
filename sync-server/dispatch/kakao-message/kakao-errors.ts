import { type Answer, errorOfSilence, rawText, tooMany } from '../calling/answer.ts';
import type { SendError, SendErrorClass } from '../send-adapter.ts';
import { Refusal, TokenRefusal } from './kakao-wire.ts';

/**
 * Kakao's error codes. Two are left out on purpose: -1 and -603 are said when something took too long or broke inside Kakao, after
 * the message may have gone (I7). So is every code that is not known.
 */
const classOfCode: ReadonlyMap<number, SendErrorClass> = new Map<number, SendErrorClass>([
  [-2, 'invalid_request'],
  [-3, 'config'],
  [-4, 'config'],
  [-5, 'scope'],
  [-6, 'config'],
  [-7, 'transient'],
  [-8, 'invalid_request'],
  [-9, 'config'],
  [-10, 'quota'],
  [-11, 'quota'],
  [-12, 'config'],
  [-101, 'auth'],
  [-103, 'auth'],
  [-401, 'auth'],
  [-402, 'scope'],
  [-501, 'recipient_unreachable'],
  [-502, 'recipient_unreachable'],
  [-504, 'recipient_unreachable'],
  [-530, 'recipient_optout'],
  [-531, 'quota'],
  [-532, 'quota'],
  [-533, 'quota'],
  [-536, 'quota'],
  [-903, 'config'],
]);

export function errorOfCode(code: number, msg: unknown, httpStatus?: number): SendError {
  const known = classOfCode.get(code);
  return {
    class: known ?? 'ambiguous',
    code: String(code),
    text: rawText(msg),
    ...(httpStatus !== undefined && { httpStatus }),
    mayHaveSent: known === undefined,
  };
}

/** The error of a call to Kakao that did not do what was asked. */
export function errorOf(answer: Exclude<Answer<unknown>, { kind: 'ok' }>): SendError {
  if (answer.kind !== 'refused') return errorOfSilence(answer);
  const { status, body, retryAfterMs } = answer;
  const waiting = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === tooMany) return { class: 'rate', code: `HTTP_${status}`, text: '', httpStatus: status, ...waiting, mayHaveSent: false };
  const refusal = Refusal.safeParse(body);
  if (refusal.success) return errorOfCode(refusal.data.code, refusal.data.msg, status);
  return { class: 'ambiguous', code: `HTTP_${status}`, text: '', httpStatus: status, mayHaveSent: true };
}

/** The error of a call for a token. Nothing is sent by one, so nothing may have been. */
export function errorOfToken(answer: Exclude<Answer<unknown>, { kind: 'ok' }>): SendError {
  if (answer.kind !== 'refused') return { ...errorOfSilence(answer), class: 'transient', mayHaveSent: false };
  const refusal = TokenRefusal.safeParse(answer.body);
  const code = refusal.data?.error ?? `HTTP_${answer.status}`;
  const lasting = code === 'invalid_grant' || code === 'invalid_client' || code === 'unauthorized_client';
  return { class: lasting ? 'auth' : 'transient', code, text: '', httpStatus: answer.status, mayHaveSent: false };
}
