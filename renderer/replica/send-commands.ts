import { firstValueFrom, merge, Subject, take } from 'rxjs';
import { type Command, type Outcome, OutcomeBatch } from '../../contract/command.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { Api } from './api.ts';
import { backOffMs } from './back-off.ts';
import type { CommandStore } from './command-store.ts';
import type { Connected } from './connection.ts';
import type { DispatchGate } from './review/dispatch-gate.ts';
import { type StoredCommand, standings } from './stored-command.ts';
import type { Surroundings } from './surroundings.ts';

const commandsARequest = 100;
/** Below the server's 4 MiB, with room for the envelope. */
const bytesARequest = 3_500_000;

export type SenderNeeds = Readonly<{
  commands: CommandStore;
  gate: Pick<DispatchGate, 'holds' | 'opened$'>;
  api: Pick<Api, 'post'>;
  connection: Connected;
  surroundings: Pick<Surroundings, 'wait' | 'random'>;
  /** The newest epoch that the server named. */
  serverEpoch: () => string | undefined;
}>;

/**
 * The one loop that sends: ULID order, one request in flight, outcomes stored one by one. A lost answer is sent again, which
 * the server takes for what it is (I6). A refused command stays visible and the rest goes on.
 */
export function startSender(needs: SenderNeeds): Readonly<{ stop: () => void }> {
  const stopping = new AbortController();
  void run(needs, stopping.signal);
  return { stop: () => stopping.abort() };
}

async function run(needs: SenderNeeds, stopping: AbortSignal): Promise<void> {
  const { commands, gate, connection, surroundings } = needs;
  let failures = 0;
  let limit = commandsARequest;
  while (!stopping.aborted) {
    await connection.whenConnected(stopping);
    const batch = nextBatch(commands.all(), limit, gate.holds);
    if (stopping.aborted) return;
    if (batch.length === 0) {
      await untilChanged(needs, stopping);
      continue;
    }
    const leaving = await takeLeave(commands, batch);
    if (leaving.length === 0) {
      await surroundings.wait(backOffMs(failures++, surroundings.random), stopping);
      continue;
    }
    const outcomes = await ask(needs, leaving, stopping);
    if (Array.isArray(outcomes)) {
      await store(needs, outcomes, stopping);
      failures = 0;
      limit = commandsARequest;
    } else if (isRefusal(outcomes) && leaving.length > 1) {
      limit = 1; // finds the one that the server cannot read
    } else if (isRefusal(outcomes)) {
      await store(needs, [{ id: (leaving[0] as Command).id, status: 'rejected', code: outcomes }], stopping);
    } else await surroundings.wait(backOffMs(failures++, surroundings.random), stopping);
  }
}

/**
 * The next commands in ULID order. Stops before one that names another of the batch in `after`: whether it may be sent is
 * known only when that one has its outcome. What cancels a dispatch goes with it, since the server applies the two as one and could
 * otherwise have sent it between two requests (I8); not where one command is looked for that the server cannot read. What the gate
 * holds, or waits for a look, stays, and so does whatever names it.
 */
export function nextBatch(all: readonly StoredCommand[], limit: number, holds: DispatchGate['holds']): readonly Command[] {
  const waiting = leaving(all, holds);
  const cancels = limit > 1 ? cancelsOf(waiting) : new Map<string, Command[]>();
  const batch = new Map<string, Command>();
  let bytes = 0;
  for (const command of waiting) {
    if (batch.has(command.id)) continue;
    const together = [command, ...(cancels.get(command.id) ?? [])];
    bytes += new TextEncoder().encode(JSON.stringify(together)).length;
    const full = batch.size > 0 && (batch.size + together.length > limit || bytes > bytesARequest);
    if (full || command.after?.some((before) => batch.has(before))) break;
    for (const one of together) batch.set(one.id, one);
  }
  return [...batch.values()];
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

/**
 * What leaves of a batch: a dispatch is noted as posted first, since one that never was can be taken back here and now, while a
 * server could have sent it between two requests (I8). Nothing leaves where that cannot be noted.
 */
async function takeLeave(commands: CommandStore, batch: readonly Command[]): Promise<readonly Command[]> {
  const dispatches = batch.filter(({ act }) => act.kind === 'requestDispatch').map(({ id }) => id);
  if (dispatches.length === 0) return batch;
  const posted = await commands.post(dispatches).catch((): ReadonlySet<string> => new Set());
  const staying = new Set(dispatches.filter((id) => !posted.has(id)));
  return batch.filter(({ id, act }) => !staying.has(act.kind === 'cancelDispatch' ? act.dispatchId : id));
}

async function ask({ api }: SenderNeeds, batch: readonly Command[], stopping: AbortSignal): Promise<Outcome[] | FailureCode> {
  const answer = await api.post('/v1/commands', { commands: batch }, OutcomeBatch, stopping);
  if (!answer.ok) return answer.code;
  const asked = new Set(batch.map(({ id }) => id));
  const outcomes = answer.value.outcomes.filter(({ id }) => asked.has(id));
  return outcomes.length > 0 ? outcomes : 'server.unreachable'; // an answer to nothing we asked: as if there were none
}

/** The request as such was refused: sending it again would be refused again. */
const isRefusal = (code: FailureCode | Outcome[]): code is FailureCode =>
  code === 'request.schema' || code === 'request.tooLarge' || code === 'command.schema';

/** Storing may fail where the disk is full; the outcomes are then asked for again. */
async function store(
  { commands, serverEpoch, surroundings }: SenderNeeds,
  outcomes: readonly Outcome[],
  stopping: AbortSignal,
): Promise<void> {
  try {
    await commands.answer(outcomes, serverEpoch());
  } catch {
    await surroundings.wait(backOffMs(4, surroundings.random), stopping);
  }
}

async function untilChanged({ commands, gate }: SenderNeeds, stopping: AbortSignal): Promise<void> {
  const stopped$ = new Subject<void>();
  const stop = () => stopped$.next();
  stopping.addEventListener('abort', stop, { once: true });
  await firstValueFrom(merge(commands.changed$, gate.opened$, stopped$).pipe(take(1)));
  stopping.removeEventListener('abort', stop);
}
