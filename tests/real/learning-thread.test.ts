import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EventReceipt } from '../../contract/ingest.ts';
import { LeadsPage, Recommendations } from '../../contract/lead-api.ts';
import { NeighboursCard } from '../../contract/policy/neighbours-card.ts';
import { aProductStatement, aSearch } from '../../contract/testing/build-event.ts';
import { decodeNeighbours } from '../../domain/recommendation/neighbour-file.ts';
import { openShop } from './shop.ts';

test('given a whole server, its thread learns what goes together, the file is served, and somebody is recommended by it', async () => {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  const { httpUrl } = shop.server();
  const { workspace, client, secret } = shop.client;
  const authorization = `Basic ${Buffer.from(`${workspace}/${client}:${secret}`).toString('base64')}`;
  const occurredAt = Date.now();
  const looked = [
    ['u1', 'bag'],
    ['u1', 'belt'],
    ['u2', 'bag'],
    ['u2', 'belt'],
    ['u3', 'bag'],
  ] as const;
  const events = [
    ...looked.map(([userId, productId]) => aSearch({ userId, productId, occurredAt })),
    ...['bag', 'belt'].map((productId) => aProductStatement({ productId, occurredAt })),
  ];
  const answer = await fetch(`${httpUrl}/v1/events`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
  EventReceipt.parse(await answer.json());
  await expect.poll(async () => (await shop.member.get('/v1/leads', LeadsPage)).leads.length, { timeout: 20_000 }).toBe(looked.length);

  const card = await shop.member.post('/v1/models/neighbours', {}, NeighboursCard);

  const file = await fetch(`${httpUrl}/v1/models/${card.hash}`, { headers: { authorization: `Bearer ${shop.token}` } });
  const read = decodeNeighbours(new Uint8Array(await file.arrayBuffer()), card.hash);
  expect(read).toMatchObject({ ok: true, value: { productIds: ['bag', 'belt'] } });
  const { recommendations } = await shop.member.get('/v1/leads/u3~bag/recommendations', Recommendations);
  expect(recommendations[0]).toEqual({ productId: 'belt', because: { kind: 'alsoAsked', productId: 'bag', users: 2 } });
  expect(await readFile(join(shop.dataDir, 'server.log'), 'utf8')).not.toContain('"level":50');
});
