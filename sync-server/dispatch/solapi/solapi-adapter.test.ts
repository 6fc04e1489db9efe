import { expect, test } from 'vitest';
import { aBatch, anItem } from '../testing/a-batch.ts';
import { anImage } from '../testing/an-image.ts';
import { said, scriptedAsk } from '../testing/scripted-ask.ts';
import { solapiAdapter } from './solapi-adapter.ts';
import { createSolapiClient } from './solapi-client.ts';

const group = { groupId: 'G1', status: 'PENDING' };
const registered = (itemId: string) => ({ to: null, messageId: `M-${itemId}`, statusCode: '2000', customFields: { itemId } });

const adapterOf = (resultList: readonly object[], more: Parameters<typeof scriptedAsk>[0] = {}, now = 0) => {
  const script = scriptedAsk({
    'POST /messages/v4/groups': [said(200, group)],
    'POST /storage/v1/files': [said(200, { fileId: 'F1' })],
    'PUT /messages/v4/groups/G1/messages': [said(200, { resultList })],
    'POST /messages/v4/groups/G1/send': [said(200, { ...group, status: 'SENDING' })],
    'DELETE /messages/v4/groups/G1': [said(200, { ...group, status: 'DELETED' })],
    ...more,
  });
  const keys = { apiKey: 'key', apiSecret: 'secret' };
  const client = createSolapiClient({
    baseUrl: 'https://solapi.example',
    keys,
    now: () => 0,
    random: (n) => new Uint8Array(n),
    ask: script.ask,
  });
  const channel = { pfId: 'pf', from: '02-123-4567' };
  return { ...script, adapter: solapiAdapter({ client, channel, readImage: async () => anImage(), now: () => now }) };
};

test.each([
  ['one of two', [registered('11')], ['11']],
  ['nobody', [], []],
])(
  'given a group that names %s of whom it took in, the others may be in it and are left open, not called refused (I7)',
  async (_whom, list, known) => {
    const { adapter, asked } = adapterOf(list);
    const batch = aBatch([anItem('11'), anItem('12')]);

    await adapter.prepare(batch);
    const outcome = await adapter.commit({ ...batch, providerBatchId: 'G1' });

    expect(outcome.kind === 'answered' && outcome.items.map(({ itemId }) => itemId)).toEqual(known);
    expect(asked.at(-1)?.url.pathname).toBe('/messages/v4/groups/G1/send');
  },
);

test('given a group that was taken back before its send arrived, nothing was sent and another may be made', async () => {
  const gone = said(404, { errorCode: 'ResourceNotFound', errorMessage: 'x' });
  const { adapter } = adapterOf([registered('11')], { 'POST /messages/v4/groups/G1/send': [gone] });

  await adapter.prepare(aBatch([anItem('11')]));

  expect(await adapter.commit(aBatch([anItem('11')], { providerBatchId: 'G1' }))).toMatchObject({
    kind: 'rejected',
    error: { class: 'transient', mayHaveSent: false },
  });
});

test('given a group that is not sent after all, or not filled for sure, it is deleted, so that nobody can send it', async () => {
  const unsure = adapterOf([], { 'PUT /messages/v4/groups/G1/messages': [{ kind: 'lost', code: 'TIMEOUT' }] });
  const { adapter, asked } = adapterOf([registered('11')]);

  await unsure.adapter.prepare(aBatch([anItem('11')]));
  await adapter.prepare(aBatch([anItem('11')]));
  await adapter.discard?.(aBatch([anItem('11')], { providerBatchId: 'G1' }));

  for (const calls of [unsure.asked, asked])
    expect(calls.at(-1)).toMatchObject({ method: 'DELETE', url: { pathname: '/messages/v4/groups/G1' } });
});

const hour = 3_600_000;
const day = 24 * hour;
const listed = (messageId: string) => ({ messageId, statusCode: '4000', customFields: { itemId: messageId } });

test('given some hours to be told of, they alone are asked for; a list that never ends is not taken for whole', async () => {
  const whole = adapterOf([], { 'GET /messages/v4/list': [said(200, { messageList: { a: listed('a') } })] }, day);
  const endless = adapterOf([], { 'GET /messages/v4/list': [said(200, { messageList: { a: listed('a') }, nextKey: 'a' })] }, day);

  const reports = await whole.adapter.poll?.('shop', 0, 6 * hour);

  const ranges = whole.asked.map(({ url }) => ['startDate', 'endDate'].map((name) => Date.parse(url.searchParams.get(name) ?? '')));
  expect(ranges).toEqual([[0, 6 * hour]]);
  expect(reports).toHaveLength(1);
  await expect(endless.adapter.poll?.('shop', 0, day)).rejects.toThrow('could not be read');
});
