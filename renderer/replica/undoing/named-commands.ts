import { byCodeUnit } from '../../../domain/order.ts';
import type { StoredCommand } from '../stored-command.ts';
import type { Reversible } from './written-here.ts';

/** A command or a batch by its id, as this desk knows it. */
export type Acts = Readonly<{
  command: (id: string) => StoredCommand | undefined;
  /** Commands kept here that are of a batch. */
  commandsOfBatch: (batchId: string) => readonly StoredCommand[];
  audit: (id: string) => Reversible | undefined;
  /** Acts of a batch that the replica has the audit of, whoever's they are. */
  auditOfBatch: (batchId: string) => readonly Reversible[];
}>;

/** The ids of everything that an undo of this command or batch takes back, newest first. */
export function namedCommands(undoes: string, { command, commandsOfBatch, audit, auditOfBatch }: Acts): readonly string[] {
  const itself = [command(undoes), audit(undoes)].flatMap((found) => found ?? []);
  const ids = [...itself, ...commandsOfBatch(undoes), ...auditOfBatch(undoes)].map(({ id }) => id);
  return [...new Set(ids)].sort(byCodeUnit).reverse();
}

/** The acts among these commands and in this audit. The commands are only looked through where something is looked up. */
export function actsAmong(commands: readonly StoredCommand[], { audit, auditOfBatch }: Pick<Acts, 'audit' | 'auditOfBatch'>): Acts {
  let known: Readonly<{ byId: ReadonlyMap<string, StoredCommand>; byBatch: ReadonlyMap<string, readonly StoredCommand[]> }> | undefined;
  const index = () => {
    known ??= { byId: new Map(commands.map((stored) => [stored.id, stored])), byBatch: batchesOf(commands) };
    return known;
  };
  return { command: (id) => index().byId.get(id), commandsOfBatch: (id) => index().byBatch.get(id) ?? [], audit, auditOfBatch };
}

/** The batch that a command is of, where it is of one. */
export const batchOf = ({ command: { act } }: StoredCommand): string | undefined => ('batchId' in act ? act.batchId : undefined);

function batchesOf(commands: readonly StoredCommand[]): ReadonlyMap<string, readonly StoredCommand[]> {
  const batches = new Map<string, StoredCommand[]>();
  for (const stored of commands) {
    const batchId = batchOf(stored);
    if (batchId === undefined) continue;
    const batch = batches.get(batchId);
    if (batch) batch.push(stored);
    else batches.set(batchId, [stored]);
  }
  return batches;
}
