import { expect, test } from 'vitest';
import { aQuestion, aSearch, someTime } from '../../../contract/testing/build-event.ts';
import { checkBody, draftOf, remedied, remedyOf, takenIdOf } from './check-body.ts';

const fresh = { newId: () => '00000000-0000-4000-8000-0000000000aa', arrivedAt: someTime };
const packet = (kind?: 'searched') => ({
  id: 'a'.repeat(64),
  client: 'chatbot',
  topic: '/v1/events',
  code: 'event.schema' as const,
  receivedAt: someTime,
  bytes: 1,
  preview: '',
  ...(kind && { kind }),
});

test('given a body without a kind, the topic says it; one of its own stands', () => {
  const { kind: _kind, ...search } = aSearch();
  const question = aQuestion();

  expect(checkBody(JSON.stringify(search), { kind: 'searched' })).toEqual({ is: 'ok', event: { kind: 'searched', ...search } });
  expect(checkBody(JSON.stringify(question), { kind: 'searched' })).toEqual({ is: 'ok', event: question });
  expect(checkBody(JSON.stringify(search), {})).toMatchObject({ is: 'wrong', problems: [{ field: 'kind' }] });
});

test('given a comma too many, says in which line', () => {
  expect(checkBody('{\n  "userId": "39",\n}', { kind: 'searched' })).toEqual({ is: 'notJson', line: 3 });
});

test('given what came, the editor begins with it laid out and its kind first; of bytes that are no text with the kind alone', () => {
  const body = { as: 'text' as const, text: '{"userId":"39","vip":1}' };

  expect(draftOf({ packet: packet('searched'), body })).toBe('{\n  "kind": "searched",\n  "userId": "39",\n  "vip": 1\n}');
  expect(draftOf({ packet: packet(), body: { as: 'text', text: '{"userId"' } })).toBe('{"userId"');
  expect(draftOf({ packet: packet('searched'), body: { as: 'hex', text: 'fffe' } })).toBe('{\n  "kind": "searched"\n}');
  expect(draftOf({ packet: packet(), body: { as: 'hex', text: 'fffe' } })).toBe('');
});

test('given every problem that one press can put right, pressing makes an event of it', () => {
  let text = JSON.stringify({ ...aSearch(), eventId: '1', occurredAt: 'yesterday', vip: true, age: 3 });

  for (let presses = 0; presses < 4; presses++) {
    const check = checkBody(text, {});
    const [problem] = check.is === 'wrong' ? check.problems : [];
    const remedy = problem && remedyOf(problem);
    if (remedy) text = remedied(text, remedy, fresh);
  }

  expect(checkBody(text, {})).toMatchObject({ is: 'ok', event: { eventId: fresh.newId(), occurredAt: someTime } });
});

test('given a missing user, only the marketer can know', () => {
  expect(remedyOf({ field: 'userId', is: 'missing', expected: 'identifier' })).toBeUndefined();
});

test('given an id that another event has, it may not be sent until it has one of its own, whatever its case', () => {
  const event = { ...aSearch(), eventId: '0B6F1C4E-6D0D-4C2E-9D0A-2F6F0A3C9B11' };
  const text = JSON.stringify(event);
  const takenId = takenIdOf({ body: { as: 'text', text }, standsAgainst: { code: 'event.idReused', problems: [] } });

  expect(checkBody(text, { takenId })).toEqual({ is: 'idTaken' });
  expect(checkBody(remedied(text, { name: 'newId', field: 'eventId' }, fresh), { takenId })).toMatchObject({ is: 'ok' });
  expect(takenIdOf({ body: { as: 'text', text }, standsAgainst: { code: 'event.schema', problems: [] } })).toBeUndefined();
});

test('given nothing written yet, nothing is called wrong', () => {
  expect(checkBody(' \n', {})).toEqual({ is: 'empty' });
});
