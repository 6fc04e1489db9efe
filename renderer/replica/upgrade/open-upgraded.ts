import { DeskError } from '../desk-error.ts';
import { openReplicaDatabase, type ReplicaDatabase, readCommandsOf, removeDatabaseOf, replicaSchema } from '../open-database.ts';
import type { Notebook } from '../session-memory.ts';
import type { Surroundings } from '../surroundings.ts';

/** What a database without a noted version is of. */
const firstSchema = 1;

/**
 * Opens an account's database in this program's version. From an older one the commands are carried over, whatever became of them, and the
 * read models are filled anew. A kill at any moment loses none (I6):
 *
 *   older --commands stored in the new one--> older --noted: new, to be filled, older outgrown--> new --older removed--> new
 *
 * Until the note nothing of the new one is used, so storing the commands again makes no difference; after it the older one is only in the
 * way. What a newer program wrote is left alone: `replica.newer`.
 */
export async function openUpgraded(storage: Surroundings['storage'], notebook: Notebook): Promise<ReplicaDatabase> {
  const memory = notebook.read();
  const from = memory.schema ?? firstSchema;
  if (from > replicaSchema) throw new DeskError('replica.newer');
  if (from < replicaSchema) await carryOver(storage, notebook, from);
  for (const outgrown of notebook.read().outgrown ?? []) await removeDatabaseOf(storage, memory, outgrown);
  if (notebook.read().outgrown?.length) await notebook.note({ outgrown: [] });
  return openReplicaDatabase(storage, memory);
}

async function carryOver(storage: Surroundings['storage'], notebook: Notebook, from: number): Promise<void> {
  const memory = notebook.read();
  const commands = await readCommandsOf(storage, memory, from);
  const database = await openReplicaDatabase(storage, memory);
  try {
    const { error } = await database.command.bulkUpsert([...commands]);
    if (error.length > 0) throw new Error('the local store refused the commands of an older version', { cause: error[0] });
  } finally {
    await database.close();
  }
  await notebook.note({ schema: replicaSchema, filled: false, resync: false, outgrown: [...(memory.outgrown ?? []), from] });
}
