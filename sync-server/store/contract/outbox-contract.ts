import { expect, test } from 'vitest';
import { someTime } from '../../../contract/testing/build-event.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { Given } from '../store-contract.ts';
import { anAccepted } from '../testing/build-answer.ts';

const ALL = 1_000;

export function outboxContract(given: Given): void {
  const queue = (clients: readonly string[]) =>
    given
      .store()
      .feed.transaction('shop', (tx) =>
        tx.queue(clients.map((client, index) => ({ client, messages: [anAccepted(`${client}-${index}`)] }))),
      );
  const waiting = (client: string, after = 0, limit = ALL) => given.store().outbox.waiting('shop', client, after, limit);

  test('given rows of several clients, hands each its own in the order of decisions', async () => {
    await queue(['chatbot', 'kiosk', 'chatbot', 'chatbot']);

    const rows = await waiting('chatbot');

    expect(rows.map(({ messages }) => messages)).toEqual([[anAccepted('chatbot-0')], [anAccepted('chatbot-2')], [anAccepted('chatbot-3')]]);
    expect(rows.map(({ json }) => json)).toEqual(rows.map(({ messages }) => canonicalJson(messages)));
    expect(rows.every(({ client }) => client === 'chatbot')).toBe(true);
    expect(await waiting('chatbot', rows[0]?.id, 1)).toEqual(rows.slice(1, 2));
  });

  test('given settled rows, hands them over no more', async () => {
    await queue(['chatbot', 'chatbot', 'chatbot']);
    const [first, second, third] = await waiting('chatbot');

    await given.store().outbox.settle('shop', [first?.id ?? 0, third?.id ?? 0], someTime);

    expect(await waiting('chatbot')).toEqual([second]);
  });

  test('given an acknowledgement up to a row, settles that client only', async () => {
    await queue(['chatbot', 'kiosk', 'chatbot', 'chatbot']);
    const [, second, third] = await waiting('chatbot');

    await given.store().outbox.settleUpTo('shop', 'chatbot', second?.id ?? 0, someTime);

    expect(await waiting('chatbot')).toEqual([third]);
    expect(await waiting('kiosk')).toHaveLength(1);
  });

  test('given ids of another workspace, settles nothing there (I9)', async () => {
    await queue(['chatbot']);
    const [row] = await waiting('chatbot');
    await given.store().credentials.ensureWorkspace('other');

    await given.store().outbox.settle('other', [row?.id ?? 0], someTime);
    await given.store().outbox.settleUpTo('other', 'chatbot', row?.id ?? 0, someTime);

    expect(await waiting('chatbot')).toEqual([row]);
    expect(await given.store().outbox.waiting('other', 'chatbot', 0, ALL)).toEqual([]);
  });

  test('given an expiry, drops old rows and says how many were never handed over', async () => {
    const { outbox } = given.store();
    await queue(['chatbot', 'chatbot', 'kiosk']);
    const [first] = await waiting('chatbot');
    await outbox.settle('shop', [first?.id ?? 0], someTime);

    const early = await outbox.expire(someTime);
    const late = await outbox.expire(someTime + 1);

    expect(early).toBe(0);
    expect(late).toBe(2);
    expect(await waiting('chatbot')).toEqual([]);
    expect(await waiting('kiosk')).toEqual([]);
  });

  test('given a restart, what waits waits still and new rows come after it', async () => {
    await queue(['chatbot']);
    const [before] = await waiting('chatbot');
    await given.store().outbox.settle('shop', [before?.id ?? 0], someTime);
    await given.store().outbox.expire(someTime + 1);

    await given.restart();
    await queue(['chatbot']);

    const [after] = await waiting('chatbot');
    expect(after?.id).toBeGreaterThan(before?.id ?? 0);
  });
}
