import { expect, test } from 'vitest';
import { anEventId } from '../../contract/testing/build-event.ts';
import { aSearchBody, runServer } from '../testing/run-server.ts';

test('given requests, searches and unknown ids, a member is told what was said in the requests, in the order asked for', async () => {
  const server = await runServer();
  const [first, second, search, unknown] = [anEventId(), anEventId(), anEventId(), anEventId()];
  const request = (eventId: string, message: string) => ({ ...aSearchBody({ eventId }), kind: 'requested', message });
  const events = [
    request(first, '내일까지 부탁해요'),
    request(second, '불가능'),
    { ...aSearchBody({ eventId: search }), kind: 'searched' },
  ];
  await server.post('/v1/events', events, server.byClient);

  const answer = await server.post('/v1/requests/messages', { requests: [second, search, unknown, first] }, server.byMember);

  const messages = [
    { requestEventId: second, message: '불가능' },
    { requestEventId: first, message: '내일까지 부탁해요' },
  ];
  expect(await answer.json()).toEqual({ messages });
});

test('given a client credential, or ids that are none, nothing is told', async () => {
  const server = await runServer();

  const statuses = [
    (await server.post('/v1/requests/messages', { requests: [anEventId()] }, server.byClient)).status,
    (await server.post('/v1/requests/messages', { requests: ['all'] }, server.byMember)).status,
  ];

  expect(statuses).toEqual([401, 400]);
});
