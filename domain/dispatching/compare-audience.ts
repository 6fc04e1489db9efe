import type { FailureCode } from '../../contract/failure.ts';
import type { Permit } from './permit.ts';

/** What is said of somebody: the hour that it waits for and the ground that it stands on change no audience. */
export type Verdict = Readonly<{ kind: 'send' | 'hold' }> | Extract<Permit, { kind: 'skip' }>;

/** Who would get a message now and did not, and who would not any more: `reason` where they are still among the chosen. */
export type AudienceChange = Readonly<{
  entered: readonly string[];
  left: readonly Readonly<{ userId: string; reason?: FailureCode }>[];
}>;

/**
 * Compares those a message was written for with those the same choice finds now (I8). `now` has everybody who is found: for those it was
 * written for, whether they may still be sent that very message. Another recommendation than then is no change of the audience.
 */
export function compareAudience(composed: ReadonlySet<string>, now: ReadonlyMap<string, Verdict>): AudienceChange {
  const entered = [...now].filter(([userId, permit]) => permit.kind !== 'skip' && !composed.has(userId)).map(([userId]) => userId);
  const left = [...composed].flatMap((userId) => {
    const permit = now.get(userId);
    if (permit && permit.kind !== 'skip') return [];
    return [{ userId, ...(permit && { reason: permit.reasons[0] }) }];
  });
  return { entered, left };
}

export const isSameAudience = ({ entered, left }: AudienceChange): boolean => entered.length === 0 && left.length === 0;
