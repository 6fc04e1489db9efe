import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, expect, test } from 'vitest';
import type { Lead } from '../../../contract/lead.ts';
import type { Checkpoint } from '../../../contract/replication.ts';
import { aLead } from '../../../contract/testing/build-document.ts';
import { bucketOf } from '../../../domain/digest/bucket.ts';
import { createApi } from '../api.ts';
import { openReplicaDatabase, type ReplicaDatabase, toReplicaStore } from '../open-database.ts';
import { createFakeServer } from '../testing/fake-server.ts';
import { waitFor } from '../wait-for.ts';
import { mendBucket } from './mend-bucket.ts';
import { createStoredDigests } from './stored-digests.ts';

let open: ReplicaDatabase | undefined;
let made = 0;
afterEach(() => open?.close());

const epoch = '00000000-0000-4000-8000-00000000000a';
const leadOf = (searches: number): Lead => aLead({ userId: 'a', id: 'a~001', searches });

/** A server that has the lead in one version, and a disk that has it in another, or not; both at the server's place. */
async function aDisagreement(theirs: Lead, ours: Lead | undefined) {
  const server = createFakeServer();
  server.write([['lead', theirs]]);
  open = await openReplicaDatabase(getRxStorageMemory(), { workspace: `mend${++made}`, member: 'owner' });
  const records = toReplicaStore(open, 'mend').records('lead');
  const stored = createStoredDigests();
  if (ours) await records.write([{ id: ours.id, body: ours }]);
  const place: Checkpoint = { epoch, seq: server.head('lead') };
  const api = createApi({ fetch: server.fetch, wait: waitFor });
  const mend = (at = place) =>
    mendBucket(
      { name: 'lead', records, stored, api, now: () => 7 },
      bucketOf(theirs.id),
      ours ? [ours.id] : [],
      at,
      new AbortController().signal,
    );
  const onDisk = async () => (await records.read([theirs.id])).get(theirs.id)?.body;
  return { server, place, mend, onDisk };
}

test('given a document of other bytes, the server’s is written over it and read back', async () => {
  const { mend, onDisk } = await aDisagreement(leadOf(3), leadOf(2));

  const mended = await mend();

  expect(mended).toEqual({
    ok: true,
    value: { found: [{ at: 7, collection: 'lead', id: 'a~001', how: 'changed', repaired: true }], serverWrong: false },
  });
  expect(await onDisk()).toEqual(leadOf(3));
});

test('given the server has changed a document since our place, neither it nor ours is touched: the pull brings it', async () => {
  const { server, place, mend, onDisk } = await aDisagreement(leadOf(2), leadOf(2));
  server.write([['lead', leadOf(3)]]);

  const mended = await mend(place);

  expect(mended).toMatchObject({ value: { found: [] } });
  expect(await onDisk()).toEqual(leadOf(2));
});

test('given the server has removed a document since our place, ours stays until the pull removes it', async () => {
  const { server, place, mend, onDisk } = await aDisagreement(leadOf(2), leadOf(2));
  server.write([['lead', leadOf(2), 'deleted']]);

  const mended = await mend(place);

  expect(mended).toMatchObject({ value: { found: [] } });
  expect(await onDisk()).toEqual(leadOf(2));
});

test('given a document that the server does not have at our place, it is removed', async () => {
  const { server, mend, onDisk } = await aDisagreement(leadOf(2), leadOf(2));
  server.write([['lead', leadOf(2), 'deleted']]);
  const now: Checkpoint = { epoch, seq: server.head('lead') };

  const mended = await mend(now);

  expect(mended).toMatchObject({ value: { found: [{ how: 'extra', repaired: true }] } });
  expect(await onDisk()).toBeUndefined();
});

test('given a server that does not know our place, nothing is written', async () => {
  const { server, mend, onDisk } = await aDisagreement(leadOf(3), leadOf(2));
  server.restore('00000000-0000-4000-8000-00000000000b');

  expect(await mend()).toEqual({ ok: false, code: 'replication.resync' });
  expect(await onDisk()).toEqual(leadOf(2));
});
