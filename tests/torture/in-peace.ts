import type { ItemState } from '../../contract/dispatch.ts';
import { isOpen, isUnclaimed } from '../../domain/dispatching/item-step.ts';
import { elapsed } from '../simulate/pace.ts';
import type { Desk } from './desk.ts';
import { dayMs, hourMs, inSeoul, seoulMidnight, storyBegins } from './hours.ts';
import { type Living, live, type Stage } from './live.ts';
import { openItems } from './open-items.ts';
import type { Line } from './shop.ts';
import type { Story } from './story.ts';

export type Peace = Readonly<{
  stage: Stage;
  story: Story;
  print: (line: string) => void;
  desk: Desk;
  line: Line;
  speak: (living: Living | undefined) => void;
}>;

/** One a day. */
const mostRounds = 14;
const roundsBeginAt = 10 * hourMs;
/** What waits for an hour moves no more soon; for anything else the servers are waited for, however busy the machine is. */
const waitsMs = 5_000;
const settleMs = 20_000;
const lookEveryMs = 250;
const lookAtMostMs = 120_000;

/** The faults are over and the clocks are right: a morning after another until every item has ended and it is told how. */
export async function inPeace({ stage, story, print, desk, line, speak }: Peace): Promise<void> {
  const last = story.lives.at(-1);
  const processes = (last?.processes ?? []).map(() => ({ skewMs: 0, timeZone: 'Asia/Seoul' }));
  let trueNow = seoulMidnight(last?.trueNow ?? storyBegins) + dayMs + roundsBeginAt;
  for (let round = 0; round < mostRounds; round += 1, trueNow += dayMs) {
    const living = await live(stage, processes, trueNow);
    speak(living);
    try {
      await desk.allAnswered();
      await desk.resume(trueNow);
      const open = await untilStill(line);
      print(`in peace, ${inSeoul(trueNow)}: ${open} items are open or untold`);
      if (open === 0) return;
    } finally {
      await living.stopAll();
      speak(undefined);
    }
  }
}

/** What was taken and not reported on is told by a poll, when a server starts. */
const isUntold = (state: ItemState): boolean => isOpen(state) || state === 'accepted';

/** Resolves to how many items are open or untold, once that is none or nothing has changed for a while. */
async function untilStill({ url, owner }: Line): Promise<number> {
  const until = performance.now() + lookAtMostMs;
  let [last, since] = ['', performance.now()];
  for (;;) {
    const states = await openItems(url() ?? '', owner);
    const now = JSON.stringify(states);
    if (now !== last) [last, since] = [now, performance.now()];
    const open = sumOf(states, isUntold);
    const stillMs = sumOf(states, (state) => isUntold(state) && !isUnclaimed(state)) > 0 ? settleMs : waitsMs;
    if (open === 0 || performance.now() - since > stillMs || performance.now() > until) return open;
    await elapsed(lookEveryMs);
  }
}

type States = Awaited<ReturnType<typeof openItems>>;

const sumOf = (states: States, counts: (state: ItemState) => boolean): number =>
  Object.entries(states).reduce((sum, [state, count]) => sum + (counts(state as ItemState) ? count : 0), 0);
