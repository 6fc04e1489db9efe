import type { Command } from '../../../contract/command.ts';
import type { DispatchGate } from '../review/dispatch-gate.ts';
import { type StoredCommand, standings } from '../stored-command.ts';

const commandsARequest = 100;
/** Below the server's 4 MiB, with room for the envelope. */
const bytesARequest = 3_500_000;

/** Commands that stay together in a request: a dispatch with what cancels it, every other by itself. */
export type Together = readonly [Command, ...Command[]];

/**
 * The next commands in ULID order, at most as many as a request takes. One that names another in `after` may go with it: the server holds it where that one is
 * rejected. What cancels a dispatch goes with it, since the server applies the two as one and could otherwise have sent it between two requests (I8).
 * What the gate holds, or waits for a look, stays, and so does whatever names it; so does what `only` does not let go.
 */
export function nextBatch(
  all: readonly StoredCommand[],
  holds: DispatchGate['holds'],
  only: (id: string) => boolean = () => true,
): readonly Command[] {
  const batch: Command[] = [];
  let bytes = 0;
  for (const together of togetherOf(leaving(all, holds))) {
    if (!together.every(({ id }) => only(id))) continue; // a dispatch never leaves without what cancels it (I8)
    bytes += new TextEncoder().encode(JSON.stringify(together)).length;
    if (batch.length > 0 && (batch.length + together.length > commandsARequest || bytes > bytesARequest)) break;
    batch.push(...together);
  }
  return batch;
}

function leaving(all: readonly StoredCommand[], holds: DispatchGate['holds']): readonly Command[] {
  const standing = standings(all);
  const staying = new Set<string>();
  return all.flatMap((stored) => {
    const { id, command } = stored;
    const is = standing.get(id);
    if (is === 'review' || (is === 'waiting' && (holds(stored) || command.after?.some((before) => staying.has(before))))) staying.add(id);
    return is === 'waiting' && !staying.has(id) ? [command] : [];
  });
}

/** The same commands, each with those that go where it goes, by the first of each. */
export function* togetherOf(commands: readonly Command[]): Generator<Together> {
  const cancels = cancelsOf(commands);
  const gone = new Set<string>();
  for (const command of commands) {
    if (gone.has(command.id)) continue;
    const together: Together = [command, ...(cancels.get(command.id) ?? [])];
    for (const { id } of together) gone.add(id);
    yield together;
  }
}

/** By the dispatch that they cancel; only those that wait for nothing else. */
function cancelsOf(waiting: readonly Command[]): ReadonlyMap<string, readonly Command[]> {
  const found = new Map<string, Command[]>();
  for (const command of waiting) {
    const { act, after = [] } = command;
    if (act.kind !== 'cancelDispatch' || after.some((id) => id !== act.dispatchId)) continue;
    found.set(act.dispatchId, [...(found.get(act.dispatchId) ?? []), command]);
  }
  return found;
}
