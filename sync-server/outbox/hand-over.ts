import type { Logger } from 'pino';
import type { DownKind } from '../../contract/down-message.ts';
import type { Principal } from '../../contract/topics.ts';
import type { Lease, Leases } from '../store/port/leases.ts';
import type { Outbox, WaitingRow } from '../store/port/outbox.ts';
import { type DownPayload, partMessages } from './part-messages.ts';
import { createSettler, type DeliveredRow } from './settler.ts';

/** One connected chat client, as the broker knows it. */
export type Line = Readonly<{
  principal: Principal;
  qosOf(kind: DownKind): 0 | 1 | undefined;
  /** Resolves when the client has every message. */
  send(messages: readonly DownPayload[]): Promise<void>;
}>;

export type HandOver = Readonly<{
  /** A client is there and subscribed: everything that waits for it is looked at again. */
  subscribed(line: Line): void;
  closed(line: Line): void;
  /** Rows were added for some client of this workspace. */
  added(workspace: string): void;
  /** Resolves when nothing is being handed over and what was acknowledged is settled. Lines must be closed first. */
  idle(): Promise<void>;
}>;

export type HandOverPorts = Readonly<{
  outbox: Outbox;
  /** Where other processes hand over too. */
  leases: Leases | undefined;
  now(): number;
  delivered(messages: number): void;
  log: Logger;
}>;

const rowsAtOnce = 16;
const retryMs = 1_000;
/** How soon a line looks whether the newer one of its client, at another process, is still there. */
const elsewhereMs = 5_000;

type Run = {
  readonly line: Line;
  readonly lease: Lease | undefined;
  /** Subscribed since the last look, and so the newest line of its client. */
  newest: boolean;
  /** Whether the lease was ours at the last look. */
  ours: boolean;
  /** Rows up to here were given or passed over on this line. */
  afterId: number;
  /** Something was added since the last look. */
  again: boolean;
  /** A new subscription may want what was passed over. */
  fromStart: boolean;
  busy: boolean;
  /** Resolves when nothing of it is being handed over. */
  work: Promise<void>;
  /** Looks again by itself. */
  timer: NodeJS.Timeout | undefined;
  /** Acknowledged, and on their way to be noted as done. */
  readonly settling: Set<number>;
};

/**
 * Gives waiting rows to connected, subscribed clients, in order, and settles each when its last message is acknowledged
 * (QoS 0: written). One hand-over a client at a time. What is not acknowledged stays and comes again, with the same ids and
 * bytes, when the client is back; rows of kinds it is not subscribed to stay until it is. Of a client's lines at several processes
 * the newest is handed over to, and when that is gone an older one again; a message that goes to both meanwhile has the same id.
 */
export function createHandOver({ outbox, leases, now, delivered, log }: HandOverPorts): HandOver {
  const runs = new Map<Line, Run>();
  const active = new Set<Promise<void>>();
  const settler = createSettler(async (workspace, rows) => {
    await outbox.settle(
      workspace,
      rows.map(({ id }) => id),
      now(),
    );
    delivered(rows.reduce((sum, { messages }) => sum + messages, 0));
  });

  function wake(run: Run): void {
    run.again = true;
    if (run.busy) return;
    run.busy = true;
    run.work = handOver(run);
    track(run.work);
  }

  function track(done: Promise<void>): void {
    active.add(done);
    void done.then(() => active.delete(done));
  }

  async function handOver(run: Run): Promise<void> {
    try {
      while (run.again && runs.has(run.line)) {
        run.again = false;
        if (!(await isOurs(run))) return lookIn(run, elsewhereMs);
        if (run.fromStart) run.afterId = 0;
        run.fromStart = false;
        while (await nextPage(run)) if (!(await isOurs(run))) return lookIn(run, elsewhereMs);
      }
    } catch (error) {
      if (runs.has(run.line)) retry(run, error);
    } finally {
      run.busy = false;
    }
  }

  /** The newest subscription has the lease; what was handed over elsewhere and not acknowledged comes again. */
  async function isOurs(run: Run): Promise<boolean> {
    if (!run.lease) return true;
    const before = run.ours;
    if (run.newest) {
      await run.lease.take();
      run.newest = false;
      run.ours = true;
    } else run.ours = await run.lease.keep();
    if (run.ours && !before) run.fromStart = true;
    return run.ours;
  }

  function lookIn(run: Run, ms: number): void {
    clearTimeout(run.timer);
    run.timer = setTimeout(() => runs.has(run.line) && wake(run), ms).unref();
  }

  /** Only when what this line acknowledged is settled: whoever has the lease next would give it again. */
  async function letGo({ lease, work }: Run): Promise<void> {
    try {
      await work;
      await settler.flush();
      await lease?.release();
    } catch (error) {
      log.warn({ err: error }, 'a lease was not released, it will run out');
    }
  }

  /** The rows are still there. A line that ended is woken by its return; a store that failed is asked again. */
  function retry(run: Run, error: unknown): void {
    log.warn({ err: error }, 'hand-over interrupted');
    lookIn(run, retryMs);
  }

  /** Hands one page over; false after the last. */
  async function nextPage(run: Run): Promise<boolean> {
    const { line } = run;
    const { workspace, client } = line.principal;
    const rows = await outbox.waiting(workspace, client, run.afterId, rowsAtOnce);
    const wanted = rows
      .filter(({ id }) => !run.settling.has(id))
      .map(toSend)
      .filter((row) => isWanted(line, row));
    const sent = await Promise.allSettled(wanted.map(({ payloads }) => line.send(payloads)));
    const done = wanted.filter((_, index) => sent[index]?.status === 'fulfilled');
    for (const { id, payloads } of done) void settle(run, { id, messages: payloads.length });
    if (done.length < wanted.length) throw new Error('the line ended before every message was acknowledged');
    run.afterId = rows.at(-1)?.id ?? run.afterId;
    return rows.length === rowsAtOnce && runs.has(line);
  }

  async function settle(run: Run, row: DeliveredRow): Promise<void> {
    run.settling.add(row.id);
    try {
      await settler.settle(run.line.principal.workspace, row);
    } catch (error) {
      run.fromStart = true; // it could not be noted as done: it is still in the outbox, and comes again
      retry(run, error);
    } finally {
      run.settling.delete(row.id);
    }
  }

  return {
    subscribed: (line) => {
      const run = runs.get(line) ?? runOf(line, leases);
      run.fromStart = true;
      run.newest = true;
      runs.set(line, run);
      wake(run);
    },
    closed: (line) => {
      const run = runs.get(line);
      runs.delete(line);
      if (run?.lease) track(letGo(run));
    },
    added: (workspace) => {
      for (const run of runs.values()) if (run.line.principal.workspace === workspace) wake(run);
    },
    idle: async () => {
      await Promise.all(active);
      await settler.flush();
    },
  };
}

type RowToSend = Readonly<{ id: number; payloads: readonly DownPayload[] }>;

const runOf = (line: Line, leases: Leases | undefined): Run => ({
  line,
  lease: leases?.of(line.principal.workspace, line.principal.client),
  newest: true,
  ours: false,
  afterId: 0,
  again: false,
  fromStart: true,
  busy: false,
  work: Promise.resolve(),
  timer: undefined,
  settling: new Set<number>(),
});

const toSend = ({ id, json }: WaitingRow): RowToSend => ({ id, payloads: partMessages(json) });

const isWanted = (line: Line, { payloads }: RowToSend) => payloads.every(({ kind }) => line.qosOf(kind) !== undefined);
