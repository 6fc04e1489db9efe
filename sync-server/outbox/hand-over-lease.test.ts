import pino from 'pino';
import { expect, test } from 'vitest';
import { createHandOver, type Line } from './hand-over.ts';

test('given a line that ends while what it acknowledged is not settled yet, its lease is let go afterwards, so that nobody else gives that again', async () => {
  const happened: string[] = [];
  let storeAnswers = () => {};
  const answered = new Promise<void>((resolve) => {
    storeAnswers = resolve;
  });
  const line: Line = {
    principal: { workspace: 'shop', client: 'chatbot' },
    qosOf: () => 1,
    send: async () => {
      happened.push('acknowledged');
    },
  };
  const handOver = createHandOver({
    outbox: {
      waiting: async (_workspace, client, afterId) => (afterId < 1 ? [{ id: 1, client, json: '[{"kind":"accepted"}]', messages: [] }] : []),
      settle: async () => {
        happened.push('settling');
        await answered;
        happened.push('settled');
      },
      ...{ answersTo: async () => [], settleUpTo: async () => undefined, expire: async () => 0 },
    },
    leases: {
      of: () => ({
        take: async () => undefined,
        keep: async () => true,
        release: async () => {
          happened.push('released');
        },
      }),
    },
    now: () => 0,
    delivered: () => undefined,
    log: pino({ enabled: false }),
  });

  handOver.subscribed(line);
  await expect.poll(() => happened).toContain('acknowledged');
  handOver.closed(line);
  await expect.poll(() => happened).toContain('settling');
  storeAnswers();
  await handOver.idle();

  expect(happened).toEqual(['acknowledged', 'settling', 'settled', 'released']);
});
