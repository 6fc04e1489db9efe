import { byCodeUnit } from '../../../domain/order.ts';
import { kstDay } from '../../../domain/time/kst.ts';
import type { ListedOptOut } from '../send-adapter.ts';

/** So many numbers are taken over by one act. */
const mostAtOnce = 500;

/**
 * A provider's list in parts that stay the same: by the Seoul day of each opt-out, in one order. A part that was taken over before is the same
 * act, so that a list that is read every minute writes nothing but what is new, also after a restart.
 */
export function partsByDay(listed: readonly ListedOptOut[]): readonly (readonly ListedOptOut[])[] {
  const inOrder = [...listed].sort((a, b) => a.at - b.at || byCodeUnit(a.number, b.number));
  const days = new Map<string, ListedOptOut[]>();
  for (const optOut of inOrder) {
    const day = days.get(kstDay(optOut.at));
    if (day) day.push(optOut);
    else days.set(kstDay(optOut.at), [optOut]);
  }
  return [...days.values()].flatMap((day) =>
    Array.from({ length: Math.ceil(day.length / mostAtOnce) }, (_, part) => day.slice(part * mostAtOnce, (part + 1) * mostAtOnce)),
  );
}
