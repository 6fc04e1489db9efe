import { type Answer, errorOfSilence, rawText, tooMany } from '../calling/answer.ts';
import type { ItemReport, SendError, SendErrorClass } from '../send-adapter.ts';
import { Enveloped } from './nhn-wire.ts';

const refusedAs = (of: SendErrorClass, ...codes: readonly string[]) => codes.map((code) => [code, of] as const);

/** Result codes of a request, or of one recipient in it, that NHN Cloud's table of failures lists: surely nothing was taken. */
const classOfRefusal: ReadonlyMap<string, SendErrorClass> = new Map([
  // The app key and the secret key.
  ...refusedAs('auth', '-1000', '-1001'),
  // What is set up at NHN Cloud: the text message service, the sending profile, the template and its approval, targeting M and N, an address that is switched off.
  ...refusedAs('config', '-1002', '-1003', '-1006', '-1019', '-1027', '-2017', '-2502', '-3003', '-3005', '-4029', '-9992'),
  // What the request says.
  ...refusedAs('invalid_request', '4', '-1028', '-2000', '-2001', '-2002', '-2003', '-2004', '-2005', '-3002', '-3004', '-3010'),
  ...refusedAs('recipient_optout', '-3301'),
]);

/** The same batch was heard a moment ago: it was sent, or is being. */
const heardBefore = '-1005';

/** The error of a result code inside an answer that came. A code that is not listed says nothing for sure (I7). */
export function errorOfCode(code: string, text: string | undefined, httpStatus?: number): SendError {
  const known = code === heardBefore ? undefined : classOfRefusal.get(code);
  return {
    class: known ?? 'ambiguous',
    code,
    text: rawText(text),
    ...(httpStatus !== undefined && { httpStatus }),
    mayHaveSent: known === undefined,
  };
}

/** The error of a call to NHN Cloud that did not do what was asked. */
export function errorOf(answer: Exclude<Answer<unknown>, { kind: 'ok' }>): SendError {
  if (answer.kind !== 'refused') return errorOfSilence(answer);
  const { status, body, retryAfterMs } = answer;
  const enveloped = Enveloped.safeParse(body);
  const { resultCode, resultMessage } = enveloped.data?.header ?? {};
  const waiting = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === tooMany) return { class: 'rate', code: `HTTP_${status}`, text: '', httpStatus: status, ...waiting, mayHaveSent: false };
  if (status === 401 || status === 403)
    return {
      class: 'auth',
      code: String(resultCode ?? `HTTP_${status}`),
      text: rawText(resultMessage),
      httpStatus: status,
      mayHaveSent: false,
    };
  return errorOfCode(String(resultCode ?? `HTTP_${status}`), resultMessage, status);
}

type Meaning = Readonly<{ status: ItemReport['status']; class?: SendErrorClass }>;

const failedAs = (of: SendErrorClass, ...codes: readonly string[]) => codes.map((code) => [code, { status: 'failed', class: of }] as const);

/** Codes of reception, Kakao's own; the list's `MRC01` and `MRC02` say success and failure without a reason. */
const meaningOfCode: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['1000', { status: 'delivered' }],
  ['MRC01', { status: 'delivered' }],
  ['MRC02', { status: 'failed', class: 'unknown' }],
  // Sent, and reception is not confirmed: it may still arrive within three days.
  ['3005', { status: 'uncertain', class: 'unknown' }],
  ...failedAs('invalid_request', '3008', '3016', '3024', '3027'),
  ...failedAs('recipient_unreachable', '3018', '3019', '3021'),
  ...failedAs('recipient_optout', '3020', '-3301'),
  ...failedAs('window', '3022'),
  ...failedAs('quota', '4138', '4156'),
  ...failedAs('config', '1021', '1022', '1023', '1024', '1025', '1026', '1027', '1028', '-1027', '-4029'),
]);

/** What a code of reception means; without one the message is on its way, and of one that is not listed nothing is assumed. */
export function meaningOf(code: string | undefined, text: string): Readonly<{ status: ItemReport['status']; error?: SendError }> {
  if (code === undefined) return { status: 'accepted' };
  const { status, class: of } = meaningOfCode.get(code) ?? { status: 'uncertain', class: 'unknown' as const };
  return { status, ...(of && { error: { class: of, code, text: rawText(text), mayHaveSent: status === 'uncertain' } }) };
}
