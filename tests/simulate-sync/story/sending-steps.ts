import type { Random } from '../../simulate/random.ts';
import { clients, members, productIds, users } from '../shop.ts';
import { record, someLeads } from './desk-steps.ts';
import { consented } from './said.ts';
import { dayMs, hourMs, minuteMs, secondMs } from './span.ts';
import type { Step } from './step.ts';

/** A call to the provider is over within that, if it is answered at all. */
const onItsWayMs = 800;

/** A dispatch, people of its audience who change their minds at that very moment, and marketers who change theirs. */
export function sendingSteps(random: Random, at: number): Step[] {
  const leads = someLeads(random, 8);
  const dispatch = {
    ...{ at, desk: random.below(members.length), leads, anyway: random.chance(0.5), productId: random.pick(productIds) },
    do: 'dispatch',
    ...(random.chance(0.3) && { inMs: plannedFor(random) }),
  } as const;
  const leaves = at + Math.min(dispatch.inMs ?? 0, minuteMs);
  return [
    dispatch,
    ...agreed(random, at, leads),
    ...words(random, at, leads),
    ...lists(random, at, leads),
    ...stops(random, leaves, dispatch.desk),
  ];
}

/** In a moment, this evening, or in the middle of the night. */
const plannedFor = (random: Random): number => random.below(random.pick([minuteMs, hourMs, dayMs]));

const audienceOf = (leads: readonly string[]) => leads.map((lead) => lead.split('~')[0] as string);

/** Who is written to has mostly agreed to it, whatever they said some dispatches ago. */
const agreed = (random: Random, at: number, leads: readonly string[]): Step[] =>
  [...new Set(audienceOf(leads))]
    .filter(() => random.chance(0.7))
    .map((userId): Step => {
      const said = at - secondMs - random.below(10 * secondMs);
      return { at: said, do: 'publish', client: random.below(clients.length), event: consented(random, said, userId, true) };
    });

/** What people of the audience say about being written to: in the chat, or on the phone to somebody who writes it down. */
function words(random: Random, at: number, leads: readonly string[]): Step[] {
  return Array.from({ length: random.below(4) }, (): Step => {
    const atOnce = random.chance(0.6); // so that a server that folds late has stored the word, and not understood it yet
    const said = atOnce ? at - 300 + random.below(400) : at + random.below(6 * secondMs);
    const userId = random.pick(audienceOf(leads));
    if (random.chance(0.2)) return record(random, said, userId);
    const event = consented(random, said, userId, random.chance(atOnce ? 0.2 : 0.7));
    return { at: said, do: 'publish', client: random.below(clients.length), event };
  });
}

/** Somebody of the audience called the free number, and somebody else did so long ago; the list is read twice. */
function lists(random: Random, at: number, leads: readonly string[]): Step[] {
  if (random.chance(0.85)) return [];
  const people = [
    { userId: random.pick(audienceOf(leads)), agoMs: random.below(secondMs) },
    { userId: random.pick(users), agoMs: random.below(20 * dayMs) },
  ];
  const read = at + random.below(2 * secondMs);
  return [
    { at: read, do: 'optOuts', people },
    { at: read + random.below(minuteMs), do: 'optOuts', people },
  ];
}

/** What marketers do about it: while it is on its way, or a while after. */
function stops(random: Random, leaves: number, desk: number): Step[] {
  const one = (what: 'review' | 'pause' | 'resume' | 'settle' | 'resend' | 'cancel', within: number): Step => ({
    ...{ at: leaves + random.below(within), do: what, choice: random.below(100) },
    desk: random.chance(0.5) ? desk : random.below(members.length),
  });
  const stopped = random.chance(0.3) ? [one('pause', onItsWayMs), one('resume', minuteMs)] : [];
  const cancelled = random.chance(0.15) ? [one('cancel', onItsWayMs)] : [];
  return [one('review', minuteMs), ...stopped, ...cancelled, one(random.pick(['settle', 'resend']), minuteMs)];
}
