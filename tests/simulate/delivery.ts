import type { Utterance } from './conversation.ts';
import type { Random } from './random.ts';

/** One packet on the wire; `again` is a second copy of one that was delivered before, with the same id and body. */
export type Delivery = Utterance & Readonly<{ again: boolean }>;

const lateShare = 0.06;
const twiceShare = 0.04;
/** How many other packets may overtake a late one. */
const furthestBehind = 40;

/** What phones and networks make of a conversation: some of it comes late, behind what was said after it, and some comes twice. */
export function* deliveries(said: Iterable<Utterance>, random: Random): Generator<Delivery> {
  const held: { due: number; delivery: Delivery }[] = [];
  const hold = (delivery: Delivery, now: number) => held.push({ due: now + 1 + random.below(furthestBehind), delivery });
  let now = 0;
  for (const utterance of said) {
    now += 1;
    yield* release(held, now);
    if (random.chance(lateShare)) {
      hold({ ...utterance, again: false }, now);
      continue;
    }
    yield { ...utterance, again: false };
    if (random.chance(twiceShare)) hold({ ...utterance, again: true }, now);
  }
  yield* release(held, Number.POSITIVE_INFINITY);
}

function* release(held: { due: number; delivery: Delivery }[], now: number): Generator<Delivery> {
  const due = held.filter((item) => item.due <= now);
  for (const item of due) {
    held.splice(held.indexOf(item), 1);
    yield item.delivery;
  }
}
