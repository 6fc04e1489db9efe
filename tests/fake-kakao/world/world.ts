import type { Random } from '../../simulate/random.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { WebhookQueue } from '../webhooks/webhook-queue.ts';
import type { Fates } from './fates.ts';
import type { Ledger } from './ledger.ts';
import type { MovableClock } from './movable-clock.ts';
import type { Settings } from './settings.ts';
import type { Timeline } from './timeline.ts';

/** What the three faces share: one time, one set of phones, one set of faults. No I/O: the same seed and calls give the same world. */
export type World = Readonly<{
  clock: MovableClock;
  timeline: Timeline;
  random: Random;
  ledger: Ledger;
  fates: Fates;
  /** Numbers that called the free 080 number of the shop, and when. */
  denials: Map<string, number>;
  faults: FaultPlan;
  webhooks: WebhookQueue;
  settings: { -readonly [Name in keyof Settings]: Settings[Name] };
}>;

/** When the report on something handed over now will come. */
export function reportAt({ clock, random, settings }: World): number {
  const [least, most] = settings.reportDelayMs;
  return clock.now() + least + random.below(Math.max(1, most - least));
}
