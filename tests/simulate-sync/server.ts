import { pino } from 'pino';
import { Subject } from 'rxjs';
import { CommandBatch } from '../../contract/command.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import type { Session } from '../../contract/session.ts';
import { createCommands } from '../../sync-server/command/apply-commands.ts';
import { startDispatcher } from '../../sync-server/dispatch/dispatcher.ts';
import { aloneAs } from '../../sync-server/dispatch/holding.ts';
import type { CatchUp } from '../../sync-server/dispatch/machine.ts';
import { startReportPoll } from '../../sync-server/dispatch/poll-reports.ts';
import { createRecordReports } from '../../sync-server/dispatch/record-reports.ts';
import type { ItemReport, SendAdapter } from '../../sync-server/dispatch/send-adapter.ts';
import { outboxKeptMs, quarantineKeptMs, startExpiry } from '../../sync-server/expiry.ts';
import { HttpFailure } from '../../sync-server/http/http-failure.ts';
import { parsed } from '../../sync-server/http/request-body.ts';
import { createIngest, type Ingest } from '../../sync-server/ingest/ingest.ts';
import { createHandOver, type HandOver } from '../../sync-server/outbox/hand-over.ts';
import { catchUp } from '../../sync-server/projection/fold-batch.ts';
import { startProjector } from '../../sync-server/projection/projector.ts';
import { answerBucket } from '../../sync-server/replication/bucket-route.ts';
import { createPokes } from '../../sync-server/replication/pokes.ts';
import { answerPull } from '../../sync-server/replication/pull-route.ts';
import type { OptOut } from '../../sync-server/store/port/fact.ts';
import type { Store } from '../../sync-server/store/port/store.ts';
import { coalesced, createWakeUps } from '../../sync-server/wake-ups/wake-ups.ts';
import type { Process } from './clock.ts';
import { workspace } from './shop.ts';

/** What a request is answered with; `follow` where it is a stream. */
export type Answer = Readonly<{ status: number; body?: unknown; follow?: (hear: (text: string) => void) => () => void }>;

/** One life of the server: the rooms of the product, wired as its composition root does, without sockets. */
export interface SimulatedServer {
  readonly process: Process;
  readonly store: Store;
  readonly ingest: Ingest;
  readonly handOver: HandOver;
  /** What the provider's webhook brings; resolves when it is on record. */
  report(reports: readonly ItemReport[]): Promise<void>;
  /** A provider's list of who opted out; resolves when it is on record. */
  importOptOuts(optOuts: readonly OptOut[]): Promise<void>;
  /** Answers a member's request; `lost` where this life ends first. */
  handle(member: string, path: string, body: unknown, answer: (answer: Answer) => void, lost: () => void): void;
  /** The power is gone: whoever waits for an answer gets none. */
  crash(): void;
}

export type ServerNeeds = Readonly<{
  process: Process;
  store: Store;
  adapter: SendAdapter;
  /** Names this life. */
  life: string;
  /** The fold up to the head, before anything is sent; the product's unless a bug is planted. */
  catchUp?: CatchUp | undefined;
  now: () => number;
  members: readonly string[];
  /** How long a committed event may wait for the fold: it trails where the machine is busy. */
  foldWithinMs: number;
}>;

const handOverWithinMs = 20;
const pingEveryMs = 15_000;
const silent = pino({ level: 'silent' });

export async function startSimulatedServer(needs: ServerNeeds): Promise<SimulatedServer> {
  const { process, store, adapter, life, now, members, foldWithinMs } = needs;
  const wakeUps = createWakeUps();
  await store.credentials.ensureWorkspace(workspace);
  const commands = createCommands({ store, wakeUps, now, provider: adapter.id });
  for (const member of members) await commands.addMember(workspace, member);
  await startProjector({ store, wakeUps, now, log: silent });
  const catchUpOf = async () => needs.catchUp ?? catchUp;
  await startDispatcher({ store, adapter, holding: aloneAs(life), wakeUps, catchUpOf, now, log: silent });
  const record = createRecordReports({ store, wakeUps, now });
  startReportPoll({ adapter, store, record, wakeUps, now, log: silent });
  startExpiry(perishablesOf(store), now, silent);
  const handOver = createHandOver({ outbox: store.outbox, leases: undefined, now, delivered: () => undefined, log: silent });
  coalesced(wakeUps.outboxAdded$, handOverWithinMs).subscribe(handOver.added);
  const committed$ = new Subject<string>();
  coalesced(committed$, foldWithinMs).subscribe((changed) => wakeUps.logCommitted$.next(changed));
  const ingest = createIngest({
    store,
    committed: (changed) => committed$.next(changed),
    answered: (changed) => wakeUps.outboxAdded$.next(changed),
    count: () => undefined,
  });
  const pokes = createPokes({ readHeads: store.feed.heads, readLag: store.feed.lag, ...wakeUps, log: silent });
  const open = new Set<() => void>();

  const sessionOf = (member: string): Session => ({ workspace, member, protocol: PROTOCOL_VERSION, version: '0', now: now() });

  const route = async (member: string, path: string, body: unknown): Promise<Answer> => {
    const url = new URL(path, 'http://desk');
    const [, , room, collection, , bucket] = url.pathname.split('/');
    if (room === 'me') return { status: 200, body: sessionOf(member) };
    if (room === 'replication' && collection === 'stream') return { status: 200, follow: (hear) => stream(hear) };
    if (room === 'replication') {
      const asked = { params: { collection, ...(bucket && { bucket }) }, query: Object.fromEntries(url.searchParams) };
      if (bucket) return { status: 200, body: await answerBucket(store.feed, workspace, asked) };
      return { status: 200, body: await answerPull(store.feed, workspace, asked) };
    }
    const batch = parsed(CommandBatch, JSON.parse(String(body)));
    return { status: 200, body: { protocol: PROTOCOL_VERSION, outcomes: await commands.apply(workspace, member, batch.commands) } };
  };

  const stream = (hear: (text: string) => void): (() => void) => {
    const following = pokes.follow(workspace, (heads) => hear(`data: ${JSON.stringify(heads)}\n\n`));
    const ping = setInterval(() => hear(': ping\n\n'), pingEveryMs);
    return () => {
      clearInterval(ping);
      void following.then((end) => end());
    };
  };

  return {
    ...{ process, store, ingest, handOver },
    report: async (reports) => void (await record(workspace, reports)),
    importOptOuts: (optOuts) => commands.importOptOuts(workspace, adapter.id, optOuts),
    handle: (member, path, body, answer, lost) => {
      open.add(lost);
      void route(member, path, body)
        .catch(refusal)
        .then((given) => {
          open.delete(lost);
          answer(given); // every body was made for this answer: nobody else has it
        });
    },
    crash: () => {
      process.alive = false;
      for (const lost of open) lost();
      open.clear();
    },
  };
}

const perishablesOf = ({ outbox, log }: Store) => [
  { what: 'outbox' as const, keptMs: outboxKeptMs, expire: outbox.expire, expired: () => undefined },
  { what: 'quarantine' as const, keptMs: quarantineKeptMs, expire: log.expireQuarantine, expired: () => undefined },
];

/** What is not an expected failure is the simulated disk's: everything else would be a defect, and the desk would never come through. */
const refusal = (error: unknown): Answer => {
  const code: FailureCode = error instanceof HttpFailure ? error.code : 'server.storeFailed';
  return { status: error instanceof HttpFailure ? error.statusCode : 503, body: { code } };
};
