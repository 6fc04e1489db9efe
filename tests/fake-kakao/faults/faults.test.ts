import { beforeEach, expect, test } from 'vitest';
import { magicPhone } from '../../../sync-server/dispatch/sandbox/magic-number.ts';
import { FakeProvider } from '../fake-provider.ts';
import { aBrandMessage, aCall, askSolapi, hear, monday } from '../testing/ask-solapi.ts';

let fake: FakeProvider;
beforeEach(() => {
  fake = newFake('faults');
});

function newFake(seed: string): FakeProvider {
  const one = new FakeProvider({ seed, now: () => monday });
  one.world.clock.freeze();
  return one;
}

const fault = (body: object, one = fake) => hear(one, aCall('POST', '/__fake/faults', body));
const text = (to: string) => ({ ...aBrandMessage(to, {}, { chatBubbleType: 'TEXT', content: '안녕하세요' }) });

function sendTo(to: string, one = fake) {
  const { groupId } = askSolapi(one, 'POST', '/messages/v4/groups', {}).body as { groupId: string };
  askSolapi(one, 'PUT', `/messages/v4/groups/${groupId}/messages`, { messages: [text(to)] });
  return { groupId, heard: askSolapi(one, 'POST', `/messages/v4/groups/${groupId}/send`) };
}
const shown = (one = fake) => one.world.ledger.count;

test.each([
  ['acceptThenTimeout', 1, { ended: 'silence' }],
  ['acceptThenReset', 1, { ended: 'reset' }],
  ['acceptThen502', 1, { status: 502 }],
  ['truncatedJson', 1, { status: 200 }],
  ['htmlPage', 1, { status: 200 }],
  ['emptyBody', 1, { status: 200, body: '' }],
  ['processingTimeout', 1, { status: 504 }],
  ['slow', 0, { ended: 'answerAfter' }],
  ['reset', 0, { ended: 'reset' }],
  ['tooManyRequests', 0, { status: 429 }],
  ['unavailable', 0, { status: 503 }],
  ['acceptLate', 0, { ended: 'silence' }],
] as const)('given one %s, phones show %i and the caller hears no good answer; the next call is well', (kind, phones, expected) => {
  fault({ kind });

  const struck = sendTo('01011112222').heard;
  const shownThen = shown();
  const next = sendTo('01033334444').heard;

  expect(struck).toMatchObject(expected);
  expect(shownThen).toBe(phones);
  expect(next).toMatchObject({ status: 200, body: { status: 'SENDING' } });
});

test('given a body cut in half or a page, it is no JSON', () => {
  fault({ kind: 'truncatedJson' });
  fault({ kind: 'htmlPage' });

  expect([typeof sendTo('01011112222').heard.body, typeof sendTo('01033334444').heard.body]).toEqual(['string', 'string']);
});

test('given a call that was long on its way, the phone shows it when it arrives', () => {
  fault({ kind: 'acceptLate', ms: 30_000 });
  const { groupId } = sendTo('01011112222');
  const before = askSolapi(fake, 'GET', `/messages/v4/groups/${groupId}`).body;

  fake.world.clock.advance(30_000);
  fake.runDue();

  expect(before).toMatchObject({ status: 'PENDING' });
  expect(shown()).toBe(1);
});

test('given a clock that is put ahead into the night, what was on its way arrived by day', () => {
  fault({ kind: 'acceptLate', ms: 3_000 });
  sendTo('01011112222');
  const sentAt = fake.world.clock.now();

  fake.world.clock.advance(10 * 3_600_000);
  fake.runDue();

  expect(fake.world.ledger.after(0, 10)).toMatchObject([{ at: expect.any(Number) }]);
  expect(fake.world.ledger.after(0, 10)[0]?.at).toBeLessThan(sentAt + 60_000);
});

test('given a group deleted while its send was on its way, the send does nothing', () => {
  fault({ kind: 'acceptLate', ms: 30_000 });
  const { groupId } = sendTo('01011112222');
  askSolapi(fake, 'DELETE', `/messages/v4/groups/${groupId}`);

  fake.world.clock.advance(30_000);
  fake.runDue();

  expect(shown()).toBe(0);
});

test('given a key revoked after two more sends, those go and all later calls are refused until the fault is lifted', () => {
  fault({ kind: 'keyRevoked', after: 6 });
  const statuses = ['01011112222', '01033334444'].map((to) => sendTo(to).heard.status);
  const revoked = askSolapi(fake, 'GET', '/cash/v1/balance');
  hear(fake, aCall('DELETE', '/__fake/faults'));

  expect(statuses).toEqual([200, 200]);
  expect(revoked).toMatchObject({ status: 403, body: { errorCode: 'InvalidAPIKey' } });
  expect(askSolapi(fake, 'GET', '/cash/v1/balance').status).toBe(200);
});

test('given a share and a seed, the same calls are struck in every life, and about that share of them', () => {
  const story = () => {
    const one = newFake('share');
    fault({ kind: 'acceptThenTimeout', share: 0.2 }, one);
    return Array.from({ length: 200 }, (_, index) => sendTo(`0102222${String(index).padStart(4, '0')}`, one).heard.ended === 'silence');
  };

  const first = story();

  expect(story()).toEqual(first);
  expect(first.filter(Boolean).length).toBeGreaterThan(20);
  expect(first.filter(Boolean).length).toBeLessThan(60);
});

test('given a fault of another face or stage, nothing of ours is struck', () => {
  fault({ kind: 'acceptThen502', face: 'nhn' });
  fault({ kind: 'unavailable', stage: 'read' });

  expect(sendTo('01011112222').heard.status).toBe(200);
  expect(askSolapi(fake, 'GET', '/cash/v1/balance').status).toBe(503);
});

test('given the recipient whose sends are never answered, the phone shows it and the caller hears nothing', () => {
  expect(sendTo(magicPhone('acceptThenTimeout')).heard).toEqual({ ended: 'silence' });
  expect(shown()).toBe(1);
});

test('given a fault that does not exist, it is refused', () => {
  expect(fault({ kind: 'meteorite' }).status).toBe(400);
});

test('given webhook faults, one report is lost, one comes twice, one in disorder', () => {
  hear(fake, aCall('PUT', '/__fake/webhooks', { solapi: { url: 'http://127.0.0.1:1/hook' } }));
  for (const kind of ['webhookLost', 'webhookTwice', 'webhookDisordered']) fault({ kind });
  for (const to of ['01011112222', '01033334444', '01055556666']) {
    sendTo(to);
    fake.world.clock.advance(1_000);
    fake.world.timeline.runDue(fake.world.clock.now(), (_at, run) => run());
  }

  const reports = fake.runDue().flatMap(({ body }) => JSON.parse(body) as { to: string; statusCode: string }[]);

  expect(reports.map(({ to, statusCode }) => [to, statusCode])).toEqual([
    ['01033334444', '4000'],
    ['01033334444', '4000'],
    ['01055556666', '4000'],
    ['01055556666', '3000'],
  ]);
});
