import type { Logger } from 'pino';
import type { Dispatch } from '../../contract/dispatch.ts';
import { isRestored } from '../../domain/dispatching/dispatch-step.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import type { RecordReports } from './record-reports.ts';
import type { ItemReport, SendAdapter } from './send-adapter.ts';

/** Webhooks are lost too, and some providers have none. The sandbox is on this machine and has none: its reports come a moment after the message. */
const pollEveryMs = 60_000;
const sandboxEveryMs = 1_000;
/** A provider tells within three days whether a message arrived; whoever was down for longer asks from here. */
const asksBackMs = 4 * 24 * 3_600_000;
/** So much is asked for at once: no list is too long, and what was read is kept where the provider fails at the next. */
const askedAtOnceMs = 6 * 3_600_000;
/** Reports that were dated before the last question and arrived at the provider after it; the sandbox goes by our own clock. */
const overlapMs = 10 * 60_000;
const dispatchesPerPage = 500;
/** In one transaction, for which everybody else of the workspace waits. */
const reportsAtOnce = 500;

export type PollPorts = Readonly<{
  adapter: SendAdapter;
  store: Pick<Store, 'feed' | 'credentials'>;
  record: RecordReports;
  wakeUps: Pick<WakeUps, 'feedAdvanced$'>;
  /** Epoch ms. */
  now: () => number;
  log: Logger;
}>;

/**
 * Asks the provider for reports that never came, for every workspace, again and again as long as anything was taken by it and not reported on.
 * At once when it starts. A workspace where nothing waits for reports is not looked into again before its feed moves.
 */
export function startReportPoll({ adapter, store, record, wakeUps, now, log }: PollPorts): Readonly<{ stop(): Promise<void> }> {
  const [everyMs, overlap] = adapter.id === 'sandbox' ? [sandboxEveryMs, 0] : [pollEveryMs, overlapMs];
  const since = new Map<string, number>();
  /** How often each feed has moved, and at which of those moves nothing waited. */
  const moves = new Map<string, number>();
  const quietAt = new Map<string, number>();
  const movesOf = (workspace: string) => moves.get(workspace) ?? 0;
  const moved = wakeUps.feedAdvanced$.subscribe((workspace) => moves.set(workspace, movesOf(workspace) + 1));

  async function keep(workspace: string, reports: readonly ItemReport[]): Promise<void> {
    for (let from = 0; from < reports.length; from += reportsAtOnce) await record(workspace, reports.slice(from, from + reportsAtOnce));
  }

  async function pollOne(workspace: string): Promise<void> {
    const seen = movesOf(workspace); // before it is looked into, so that what moves meanwhile is not missed
    if (!adapter.poll || quietAt.get(workspace) === seen) return;
    if (!(await waitsForReports(store, workspace, now() - asksBackMs))) {
      quietAt.set(workspace, seen);
      return;
    }
    const askedAt = now();
    let from = since.get(workspace) ?? askedAt - asksBackMs;
    do {
      const until = Math.min(from + askedAtOnceMs, askedAt);
      await keep(workspace, await adapter.poll(workspace, from, until));
      from = until;
      since.set(workspace, until - overlap);
    } while (from < askedAt && !isStopped);
  }

  const failed = (error: unknown) => log.warn({ err: error }, 'the provider could not be asked for reports');

  async function poll(): Promise<void> {
    for (const workspace of await store.credentials.workspaces()) if (!isStopped) await pollOne(workspace).catch(failed);
  }

  let isStopped = false;
  let running: Promise<void> | undefined;
  const again = () => {
    running ??= poll()
      .catch(failed)
      .finally(() => {
        running = undefined;
      });
  };
  again();
  const timer = setInterval(again, everyMs);
  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      moved.unsubscribe();
      await running;
    },
  };
}

/**
 * Whether an item was taken by the provider and nobody knows how it ended, of a dispatch that could be sent since then: one that waited for long,
 * paused or held, may have left just before it expired. Of what waits in a store that was put back to a backup the provider may have had some too:
 * what it tells of arrives, and is not sent again when a person resumes (I7).
 */
async function waitsForReports({ feed }: Pick<Store, 'feed'>, workspace: string, since: number): Promise<boolean> {
  for (let after = ''; ; ) {
    const page = await feed.documentsFrom(workspace, 'dispatch', '', after, dispatchesPerPage);
    if (page.some((dispatch) => isRestored(dispatch) || (dispatch.expiresAt >= since && isTaken(dispatch)))) return true;
    if (page.length < dispatchesPerPage) return false;
    after = page.at(-1)?.id ?? '';
  }
}

const isTaken = ({ counts }: Dispatch): boolean => counts.accepted + counts.uncertain > 0;
