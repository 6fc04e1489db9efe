import { BehaviorSubject, firstValueFrom, merge, type Observable, Subject, take } from 'rxjs';
import { type Command, type Outcome, OutcomeBatch } from '../../../contract/command.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import { makesSend } from '../../../domain/dispatching/makes-send.ts';
import type { Answered, Api, Failure } from '../api.ts';
import { backOffMs } from '../back-off.ts';
import type { CommandStore } from '../command-store.ts';
import type { Connected } from '../connection.ts';
import type { DispatchGate } from '../review/dispatch-gate.ts';
import type { Surroundings } from '../surroundings.ts';
import { blameOf } from './blame.ts';
import { nextBatch } from './next-batch.ts';
import { createTrials, type Trials } from './trials.ts';

/** How long a close waits for what is being stored. */
const closeMs = 5_000;
/** A server may ask for patience, but not for a day of it. */
const longestAskedMs = 5 * 60_000;

/** Why the last request failed, and when the next one leaves; times in epoch ms. */
export type Trouble = Readonly<{ code: FailureCode; at: number; nextAt: number }>;

export type SenderNeeds = Readonly<{
  commands: CommandStore;
  gate: Pick<DispatchGate, 'holds' | 'opened$'>;
  api: Pick<Api, 'post'>;
  connection: Connected;
  surroundings: Pick<Surroundings, 'wait' | 'random' | 'now'>;
  /** The newest epoch that the server named. */
  serverEpoch: () => string | undefined;
}>;

export type Sender = Readonly<{
  /** Undefined once a request was answered. */
  trouble$: Observable<Trouble | undefined>;
  /** Sends nothing more; resolves when what was answered is stored, or after five seconds. */
  stop: () => Promise<void>;
}>;

type Run = SenderNeeds &
  Readonly<{
    trials: Trials;
    /** Commands that the server holds back though nothing here does: they let others go first, and ask again in a while. */
    heldBack: Set<string>;
    trouble$: BehaviorSubject<Trouble | undefined>;
    stopping: AbortSignal;
  }>;

/**
 * The one loop that sends: ULID order, one request in flight, outcomes stored one by one. A lost answer is sent again, which
 * the server takes for what it is (I6). A refused command stays visible and the rest goes on; so does one that the server cannot read or fails
 * over, which is put aside with the reason. Whatever fails is tried again by the clock, never by the next write.
 */
export function startSender(needs: SenderNeeds): Sender {
  const stopping = new AbortController();
  const trouble$ = new BehaviorSubject<Trouble | undefined>(undefined);
  const ended = run({ ...needs, trials: createTrials(), heldBack: new Set(), trouble$, stopping: stopping.signal });
  return {
    trouble$: trouble$.asObservable(),
    stop: () => {
      stopping.abort();
      const over = new AbortController();
      return Promise.race([ended, needs.surroundings.wait(closeMs, over.signal)]).finally(() => over.abort());
    },
  };
}

async function run(sender: Run): Promise<void> {
  const { commands, gate, connection, trials, heldBack, stopping } = sender;
  let failures = 0;
  let unanswered = 0;
  while (!stopping.aborted) {
    await connection.whenConnected(stopping);
    if (stopping.aborted) return;
    const batch = nextBatch(commands.all(), gate.holds, (id) => trials.mayLeave(id) && !heldBack.has(id));
    if (batch.length > 0) {
      const answer = await send(sender, batch);
      failures = answer.ok ? 0 : failures + 1;
      unanswered = answer.ok && answer.value.length === 0 ? unanswered + 1 : 0;
      if (!answer.ok) await pause(sender, answer, failures);
    } else if (!trials.nothingElse()) {
      await untilChanged(sender, heldBack.size > 0 ? backOffMs(unanswered, sender.surroundings.random) : undefined);
      heldBack.clear();
    }
  }
}

/** One request; what became of it is stored when it resolves. */
async function send(sender: Run, batch: readonly Command[]): Promise<Answered<readonly Outcome[]>> {
  const { commands, trials, heldBack, trouble$ } = sender;
  const leaving = await takeLeave(commands, batch);
  if (leaving.length === 0) return { ok: false, code: 'replica.storage' };
  const answer = await ask(sender, leaving);
  if (!answer.ok) {
    const toBlame = trials.failed(leaving, blameOf(answer.code));
    if (toBlame) await putAside(sender, toBlame.id, answer.code);
    return answer;
  }
  trouble$.next(undefined);
  trials.answered(answer.value.length);
  const answered = new Set(answer.value.map(({ id }) => id));
  for (const { id } of leaving) if (!answered.has(id)) heldBack.add(id);
  return store(sender, answer.value);
}

/**
 * What leaves of a batch: what makes messages leave is noted as posted first. A dispatch that never was can be taken back here and now, while a
 * server could have sent it between two requests (I8), and what was is not asked of a restored server unseen (I7). Nothing leaves where that cannot be noted.
 */
async function takeLeave(commands: CommandStore, batch: readonly Command[]): Promise<readonly Command[]> {
  const sending = batch.filter(({ act }) => makesSend(act)).map(({ id }) => id);
  if (sending.length === 0) return batch;
  const posted = await commands.post(sending).catch((): ReadonlySet<string> => new Set());
  const staying = new Set(sending.filter((id) => !posted.has(id)));
  return batch.filter(({ id, act }) => !staying.has(act.kind === 'cancelDispatch' ? act.dispatchId : id));
}

async function ask({ api, stopping }: Run, batch: readonly Command[]): Promise<Answered<readonly Outcome[]>> {
  const answer = await api.post('/v1/commands', { commands: batch }, OutcomeBatch, stopping);
  if (!answer.ok) return answer;
  const asked = new Set(batch.map(({ id }) => id));
  return { ok: true, value: answer.value.outcomes.filter(({ id }) => asked.has(id)) };
}

/** Storing may fail where the disk is full; the outcomes are then asked for again. */
async function store({ commands, serverEpoch }: Run, outcomes: readonly Outcome[]): Promise<Answered<readonly Outcome[]>> {
  return commands.answer(outcomes, serverEpoch()).then(
    () => ({ ok: true, value: outcomes }),
    () => ({ ok: false, code: 'replica.storage' }),
  );
}

/** It has no outcome, and may have been applied: retried, it is asked for by the same id (I6). */
async function putAside({ commands, surroundings }: Run, id: string, code: FailureCode): Promise<void> {
  const aside = { code, at: surroundings.now() };
  await commands.change([id], (stored) => (stored.outcome ? stored : { ...stored, aside })).catch(() => undefined); // it fails again, and is then
}

/** An unreadable request is looked into at once; everything else waits longer each time, or as long as the server asks. */
async function pause(sender: Run, { code, retryAfterMs = 0 }: Failure, failures: number): Promise<void> {
  const { connection, surroundings, trouble$, stopping } = sender;
  const blame = blameOf(code);
  if (blame === 'request' || stopping.aborted) return;
  const asked = Math.min(retryAfterMs, longestAskedMs);
  const waitMs = Math.max(asked, backOffMs(failures - 1, surroundings.random));
  const at = surroundings.now();
  trouble$.next({ code, at, nextAt: at + waitMs });
  if (blame === 'line') connection.doubt?.();
  await surroundings.wait(waitMs, stopping);
}

/** Until a command comes, or its standing changes, or the gate opens; at most `longestMs`. */
async function untilChanged({ commands, gate, surroundings, stopping }: Run, longestMs: number | undefined): Promise<void> {
  const over = new AbortController();
  const over$ = new Subject<void>();
  const end = () => over$.next();
  stopping.addEventListener('abort', end, { once: true });
  if (longestMs !== undefined) void surroundings.wait(longestMs, over.signal).then(end);
  await firstValueFrom(merge(commands.changed$, gate.opened$, over$).pipe(take(1)));
  stopping.removeEventListener('abort', end);
  over.abort();
}
