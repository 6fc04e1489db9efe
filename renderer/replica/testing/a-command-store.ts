import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { onTestFinished } from 'vitest';
import { aPatch } from '../../../contract/testing/build-command.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import { type CommandStore, openCommandStore } from '../command-store.ts';
import { openReplicaDatabase } from '../open-database.ts';
import { rxdbRecords } from '../rxdb-records.ts';
import { type Standing, standings } from '../stored-command.ts';

let made = 0;

/** An empty one in a database of its own, which is closed after the test. */
export async function aCommandStore() {
  const database = await openReplicaDatabase(getRxStorageMemory(), { workspace: `commands${++made}`, member: 'owner' });
  onTestFinished(async () => void (await database.close()));
  return { database, commands: await openCommandStore(rxdbRecords(database.command), { now: () => someTime, random: Math.random }) };
}

/** Their ids, in order. */
export async function addPatches(commands: CommandStore, count: number, after: readonly string[] = []): Promise<readonly string[]> {
  const added = Array.from({ length: count }, (_, i) => ({ id: commands.nextId(), act: aPatch({ leads: [`u${i}~001`] }), after }));
  await commands.add(added);
  return added.map(({ id }) => id);
}

export const aDispatch = { kind: 'requestDispatch' as const, recipients: [{ userId: '39', productIds: ['001'] }] };

/** A dispatch that was posted, and is cancelled after `between` others were done. */
export async function addCancelled(commands: CommandStore, between: number) {
  const dispatchId = commands.nextId();
  await commands.add([{ id: dispatchId, act: aDispatch }]);
  await commands.post([dispatchId]);
  await addPatches(commands, between);
  const cancelId = commands.nextId();
  await commands.add([{ id: cancelId, act: { kind: 'cancelDispatch', dispatchId }, after: [dispatchId] }]);
  return { dispatchId, cancelId };
}

export const standingOf = (commands: CommandStore, id: string): Standing | undefined => standings(commands.all()).get(id);
