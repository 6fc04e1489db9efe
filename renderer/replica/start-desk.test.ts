import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import { aLead } from '../../contract/testing/build-document.ts';
import type { RunningDesk } from './start-desk.ts';
import { aDesk, everyLeadQuery, someSurroundings, until, untilStatus } from './testing/a-desk.ts';
import { createFakeServer } from './testing/fake-server.ts';

const running: RunningDesk[] = [];
const started = (desk: RunningDesk) => {
  running.push(desk);
  return desk;
};
afterEach(async () => {
  for (const desk of running.splice(0)) await desk.stop();
});

test('given a server with leads, fills and shows them', async () => {
  const server = createFakeServer();
  server.write([['lead', aLead()]]);

  const desk = started(aDesk(someSurroundings(server.fetch)));

  await untilStatus(desk, 'connected');
  const page = await until(desk.leads$(everyLeadQuery), ({ all }) => all === 1);
  expect(page.rows[0]).toMatchObject({ id: '39~001', status: 'new' });
});
