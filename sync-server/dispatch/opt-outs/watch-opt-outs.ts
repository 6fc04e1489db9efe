import type { Logger } from 'pino';
import type { AdapterId } from '../../../contract/dispatch.ts';
import type { Sending } from '../../../contract/sending.ts';
import type { Store } from '../../store/port/store.ts';
import type { ListedOptOut, SendAdapter } from '../send-adapter.ts';
import { partsByDay } from './by-day.ts';

/** Whoever called the free number wants nothing any more at once: what is queued is asked about again when it is sent. */
const readEveryMs = 60_000;
/** A list that cannot be read is asked for after twice as long each time, up to this. */
const longestPauseMs = 30 * 60_000;

export type OptOutPorts = Readonly<{
  adapter: Pick<SendAdapter, 'id' | 'optOuts'>;
  store: Readonly<{ credentials: Pick<Store['credentials'], 'workspaces'> }>;
  /** Takes over numbers, each by its own time; the same list once, however often it is handed in. */
  importOptOuts(workspace: string, source: AdapterId, optOuts: readonly ListedOptOut[]): Promise<void>;
  /** Epoch ms. */
  now(): number;
  log: Logger;
}>;

export type OptOutWatch = Readonly<{
  /** Reads at once and again and again, until it is stopped; to be started by one of several servers. */
  start(): Promise<Readonly<{ stop(): Promise<void> }>>;
  /** What a member is told of it: of this server alone. */
  state(): NonNullable<Sending['optOuts']>;
}>;

/** Follows the provider's own list of people who want no advertising; undefined where it keeps none. The account is the server's, so the list holds in every workspace. */
export function watchOptOuts({ adapter, store, importOptOuts, now, log }: OptOutPorts): OptOutWatch | undefined {
  const { optOuts } = adapter;
  if (!optOuts) return undefined;
  /** What this process has handed in, by workspace: a part that has not changed costs nothing. */
  const handedIn = new Set<string>();
  let readAt: number | undefined;
  let failures = 0;

  async function handIn(workspace: string, part: readonly ListedOptOut[]): Promise<void> {
    const key = JSON.stringify([workspace, part]);
    if (handedIn.has(key)) return;
    await importOptOuts(workspace, adapter.id, part);
    handedIn.add(key);
  }

  async function read(): Promise<void> {
    const askedAt = now();
    const parts = partsByDay((await optOuts?.()) ?? []);
    for (const workspace of await store.credentials.workspaces()) for (const part of parts) await handIn(workspace, part);
    readAt = askedAt;
    failures = 0;
  }

  return {
    state: () => ({ ...(readAt !== undefined && { readAt }), ...(failures > 0 && { failing: true as const }) }),
    async start() {
      let timer: NodeJS.Timeout | undefined;
      let stopped = false;
      const again = async (): Promise<void> => {
        await read().catch((error: unknown) => {
          failures += 1;
          log.warn({ err: error, failures }, 'the list of opt-outs could not be taken over');
        });
        if (!stopped) timer = setTimeout(step, pauseAfter(failures));
      };
      let running = Promise.resolve();
      const step = () => {
        running = again();
      };
      step();
      return {
        async stop() {
          stopped = true;
          clearTimeout(timer);
          await running;
        },
      };
    },
  };
}

const pauseAfter = (failures: number): number => Math.min(readEveryMs * 2 ** failures, longestPauseMs);
