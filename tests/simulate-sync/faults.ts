import type { Random } from '../simulate/random.ts';

/** What goes wrong, by its name in the report and in a shrunk seed. */
export const faultKinds = [
  'lostRequest',
  'lostAnswer',
  'duplicate',
  'slow',
  'partition',
  'deafLine',
  'serverCrash',
  'diskFull',
  'putBack',
  'deskKilled',
  'deskAsleep',
  'deskQuota',
  'clientCut',
  'lostPuback',
  'republished',
  'providerTimeout',
  'providerLate',
  'providerRefusal',
  'providerObstacle',
  'providerUnknown',
  'unreachable',
  'reportLost',
  'reportTwice',
  'reportLate',
  'reportDisordered',
  'reportDoubtful',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Decides what goes wrong, and counts it. A kind that is masked never does: so a failing seed is made smaller. */
export interface Faults {
  /** Whether it happens now, in `share` of all cases. The stream is read whether the kind is masked or not. */
  strikes(kind: FaultKind, random: Random, share: number): boolean;
  /** One that was planned happens now; false where it is masked. */
  planned(kind: FaultKind): boolean;
  readonly counts: ReadonlyMap<FaultKind, number>;
  /** From here on nothing goes wrong. */
  end(): void;
}

export function createFaults(masked: ReadonlySet<FaultKind>): Faults {
  const counts = new Map<FaultKind, number>();
  let over = false;
  const planned = (kind: FaultKind) => {
    if (over || masked.has(kind)) return false;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return true;
  };
  return {
    counts,
    planned,
    strikes: (kind, random, share) => random.chance(share) && planned(kind),
    end: () => {
      over = true;
    },
  };
}
