import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Store } from '../store/port/store.ts';
import { aSearchBody, runServer } from '../testing/run-server.ts';

/** A store whose appends do what `append` makes of the real one. */
const withAppend = (append: (real: Store['log']['appendEvents']) => Store['log']['appendEvents']) => (store: Store) => ({
  ...store,
  log: { ...store.log, appendEvents: append(store.log.appendEvents) },
});

test.each([1, 2] as const)('given a slow disk, at QoS %i the acknowledgement waits until the event is in the log (I1)', async (qos) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let asked = false;
  const server = await runServer({
    wrap: withAppend((real) => async (workspace, events) => {
      asked = true;
      await held;
      return real(workspace, events);
    }),
  });
  const client = await server.connect();
  const order: string[] = [];
  const acknowledged = client
    .publishAsync(server.up('searched'), JSON.stringify(aSearchBody()), { qos })
    .then(() => order.push('acknowledged'));
  await expect.poll(() => asked).toBe(true);
  await client.subscribeAsync(server.allDown); // a round trip after the packet: an early ack would have come by now

  order.push('committing');
  release();
  await acknowledged;

  expect(order).toEqual(['committing', 'acknowledged']);
  expect(await server.store.log.head('shop')).toBeGreaterThan(0);
});

test('given a store that fails, nothing is acknowledged and the connection is dropped; once it is back, a resend is stored (I1)', async () => {
  let failing = true;
  const server = await runServer({
    wrap: withAppend((real) => async (workspace, events) => {
      if (failing) throw new Error('disk full');
      return real(workspace, events);
    }),
  });
  const body = aSearchBody({ eventId: randomUUID() });
  const client = await server.connect();
  let acknowledged = false;
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  client.publish(server.up('searched'), JSON.stringify(body), { qos: 1 }, (error) => {
    acknowledged ||= !error;
  });

  await closed;
  expect(acknowledged).toBe(false);
  expect(await server.store.log.fact('shop', body.eventId)).toBeUndefined();
  failing = false;
  const again = await server.connect();
  await again.publishAsync(server.up('searched'), JSON.stringify(body), { qos: 1 });

  expect(await server.store.log.fact('shop', body.eventId)).toBeDefined();
});

test('given a quarantine that cannot be written, the packet is not acknowledged either (I1, I3)', async () => {
  const server = await runServer({
    wrap: (store) => ({ ...store, log: { ...store.log, quarantine: () => Promise.reject(new Error('disk full')) } }),
  });
  const client = await server.connect();
  let acknowledged = false;
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));

  client.publish(server.up('searched'), 'not json', { qos: 1 }, (error) => {
    acknowledged ||= !error;
  });
  await closed;

  expect(acknowledged).toBe(false);
});

test.each([false, true])(
  'given many at once (WebSocket: %s), every acknowledged one is in the log, once and in order',
  async (overWebSocket) => {
    const server = await runServer();
    const client = await server.connect({}, overWebSocket);
    const ids = Array.from({ length: 300 }, () => randomUUID());

    await Promise.all(
      ids.map((eventId) => client.publishAsync(server.up('searched'), JSON.stringify(aSearchBody({ eventId })), { qos: 1 })),
    );

    const facts = await server.store.log.read('shop', 0, 1_000);
    expect(facts.filter(({ kind }) => kind === 'event').map(({ factId }) => factId)).toEqual(ids);
  },
);
