import { Command } from '../../contract/command.ts';
import type { CommandStore, NewCommand } from './command-store.ts';
import { DeskError } from './desk-error.ts';

/** Stores commands that are of the contract; refuses all of them with the code that a screen can say where one is not, or the store will not. */
export async function storeChecked(
  added: readonly NewCommand[],
  now: number,
  store: (added: readonly NewCommand[]) => Promise<void>,
): Promise<void> {
  for (const { id, act, after } of added) {
    const command = Command.safeParse({ id, issuedAt: now, act, ...(after?.length && { after }) });
    if (!command.success) throw new DeskError('command.schema', { cause: command.error });
  }
  await orStorageError(store(added));
}

export type AddCommands = (added: readonly NewCommand[]) => Promise<void>;

export const addCommandsTo =
  (commands: Pick<CommandStore, 'add'>, now: () => number): AddCommands =>
  (added) =>
    storeChecked(added, now(), commands.add);

export const orStorageError = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    throw new DeskError('replica.storage', { cause });
  });
