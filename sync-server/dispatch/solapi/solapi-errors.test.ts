import { expect, test } from 'vitest';
import { z } from '../../../contract/zod.ts';
import { readAnswer } from '../calling/answer.ts';
import type { Heard } from '../calling/ask-once.ts';
import { errorOf, meaningOf } from './solapi-errors.ts';

const Sent = z.object({ groupId: z.string() });
const answered = (status: number, body: string, headers: Record<string, string> = {}): Heard => ({
  kind: 'answered',
  status,
  headers,
  body: Buffer.from(body),
});
const refused = (status: number, errorCode: string) => answered(status, JSON.stringify({ errorCode, errorMessage: '그렇게는 안 돼요.' }));

function errorFrom(heard: Heard) {
  const answer = readAnswer(heard, Sent);
  if (answer.kind === 'ok') throw new Error('it was answered');
  return errorOf(answer);
}

test.each([
  [403, 'InvalidAPIKey', 'auth'],
  [403, 'SignatureDoesNotMatch', 'auth'],
  [403, 'RequestTimeTooSkewed', 'config'],
  [403, 'DuplicatedSignature', 'transient'],
  [402, 'NotEnoughBalance', 'balance'],
  [400, 'ValidationError', 'invalid_request'],
  [404, 'ResourceNotFound', 'invalid_request'],
] as const)('given a %i with %s, it is surely not sent, as %s', (status, errorCode, of) => {
  expect(errorFrom(refused(status, errorCode))).toEqual({
    class: of,
    code: errorCode,
    text: '그렇게는 안 돼요.',
    httpStatus: status,
    mayHaveSent: false,
  });
});

test('given 429, it is surely not sent and says how long to wait', () => {
  const error = errorFrom(answered(429, 'slow down', { 'retry-after': '7' }));

  expect(error).toMatchObject({ class: 'rate', mayHaveSent: false, retryAfterMs: 7_000 });
});

test('given a connection that never stood, it is surely not sent and may be tried again', () => {
  expect(errorFrom({ kind: 'unreached', code: 'ECONNREFUSED' })).toMatchObject({
    class: 'transient',
    code: 'ECONNREFUSED',
    mayHaveSent: false,
  });
});

test.each<[string, Heard]>([
  ['a time-out', { kind: 'lost', code: 'TIMEOUT' }],
  ['a reset', { kind: 'lost', code: 'ECONNRESET' }],
  ['an answer without end', { kind: 'lost', code: 'OVERSIZE' }],
  ['a code that nobody knows', refused(400, 'SomethingNew')],
  ['a 500', refused(500, 'InternalError')],
  ['a 502 page', answered(502, '<html>Bad Gateway</html>')],
  ['a 503', refused(503, 'ServiceUnavailable')],
  ['an empty 200', answered(200, '')],
  ['a cut 200', answered(200, '{"groupId":"G4V')],
  ['a 200 of another form', answered(200, '{"ok":true}')],
  ['a 4xx page', answered(404, '<html>')],
  ['a redirect', answered(302, '{}', { location: 'https://elsewhere.example' })],
])('given %s, it may have been sent', (_what, heard) => {
  expect(errorFrom(heard)).toMatchObject({ class: 'ambiguous', mayHaveSent: true });
});

test.each([
  ['2000', 'accepted', undefined],
  ['3000', 'accepted', undefined],
  ['4000', 'delivered', undefined],
  ['1062', 'failed', 'config'],
  ['1999', 'failed', 'invalid_request'],
  ['2230', 'failed', 'balance'],
  ['2061', 'failed', 'recipient_optout'],
  ['3102', 'failed', 'recipient_unreachable'],
  ['3104', 'failed', 'recipient_unreachable'],
  ['3108', 'failed', 'window'],
  ['3005', 'uncertain', 'unknown'],
  ['3040', 'uncertain', 'unknown'],
  ['9999', 'uncertain', 'unknown'],
  ['새코드', 'uncertain', 'unknown'],
] as const)('given the code %s of a message, it is %s', (code, status, of) => {
  const meaning = meaningOf(code, '설명');

  expect(meaning.status).toBe(status);
  expect(meaning.error?.class).toBe(of);
  if (meaning.error) expect(meaning.error).toMatchObject({ code, text: '설명', mayHaveSent: status === 'uncertain' });
});
