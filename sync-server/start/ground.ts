import type { Logger } from 'pino';
import type { Commands } from '../command/apply-commands.ts';
import type { Config } from '../config.ts';
import type { Metrics } from '../metrics.ts';
import type { ServerPorts } from '../ports.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';

export type Stop = () => unknown;

/** What the rooms of a server are started on. */
export type Ground = Readonly<{
  config: Config;
  ports: ServerPorts;
  store: Store;
  commands: Commands;
  wakeUps: WakeUps;
  metrics: Metrics;
  /** The log of one room. */
  room: (name: string) => Logger;
  /** In the order in which things were started; they are stopped in reverse. */
  stops: Stop[];
}>;
