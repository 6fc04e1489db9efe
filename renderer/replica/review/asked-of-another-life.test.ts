import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import type { Command } from '../../../contract/command.ts';
import { aLead } from '../../../contract/testing/build-document.ts';
import { withoutAdvertisement } from '../quiet-console.ts';
import { createDesks, someSurroundings, until, untilRow, untilStatus } from '../testing/a-desk.ts';
import { aServer } from '../testing/a-server.ts';

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

const lostAnswers = (path: string) => (path.includes('/commands') ? 'loseAnswer' : 'pass');

/** A desk whose dispatch reached a server that could not answer any more; and what it asks of the life of the server that comes next. */
async function anUnansweredDesk() {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const desk = desks.start(someSurroundings(server.fetch));
  await until(desk.status$, ({ workspace, connection }) => workspace === server.workspace && connection === 'connected');
  await untilRow(desk, '39~001', () => true);
  server.onRequest(lostAnswers);
  const { dispatchId } = await desk.resendFailed('01K9ZZZZZZZZZZZZZZZZZZZZZZ');
  await expect.poll(() => server.applied).toContain(dispatchId);
  server.goDown();
  await untilStatus(desk, 'offline');
  const asked: Command[] = [];
  server.onCommand((command) => {
    asked.push(command);
    return {};
  });
  server.onRequest(() => 'pass');
  return { server, asked, dispatchId };
}

test('given a dispatch whose answer was lost and a server that was put back to a backup, it is told so before it could send it again (I7)', async () => {
  const { server, asked, dispatchId } = await anUnansweredDesk();

  server.restore('00000000-0000-4000-8000-00000000000b');
  server.write([['lead', aLead()]]);
  server.comeUp();

  await expect.poll(() => asked.length).toBe(1);
  expect(asked[0]).toMatchObject({ id: dispatchId, givenBefore: true });
});

test('given a server that was only started again, it is asked as the first time, since nothing of its feed is gone (I6)', async () => {
  const { server, dispatchId } = await anUnansweredDesk();

  server.restart('00000000-0000-4000-8000-00000000000b');
  server.comeUp();

  await expect.poll(() => server.batches.filter((ids) => ids.includes(dispatchId)).length).toBeGreaterThan(1);
});
