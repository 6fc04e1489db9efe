import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { expect, test } from 'vitest';
import { openReplicaDatabase, readAll } from './open-database.ts';

test('given more documents than a chunk, reads each live one once, by id, and RxDB keeps none of them in memory', async () => {
  const database = await openReplicaDatabase(getRxStorageMemory(), { workspace: 'reading', member: 'owner' });
  const ids = Array.from({ length: 5_200 }, (_, i) => `u${String(i).padStart(5, '0')}~001`);
  await database.lead.storageInstance.bulkWrite(
    ids.map((id) => ({ document: { id, body: { id }, _deleted: false, _attachments: {}, _rev: '1-a', _meta: { lwt: 1 } } })),
    'test',
  );
  await database.lead.bulkRemove(['u00007~001']);
  const cached = database.lead._queryCache._map.size;

  const read: string[] = [];
  await readAll(database.lead, (some) => void read.push(...some.map(({ id }) => id)));

  expect(read).toEqual(ids.filter((id) => id !== 'u00007~001'));
  expect(database.lead._queryCache._map.size).toBe(cached);
  await database.close();
});
