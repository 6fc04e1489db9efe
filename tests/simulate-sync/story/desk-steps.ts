import type { LeadStatus } from '../../../contract/lead.ts';
import { leadStatuses } from '../../../contract/lead.ts';
import type { LeadField } from '../../../contract/lead-field.ts';
import type { Random } from '../../simulate/random.ts';
import { allLeads, members, notes, tags, users } from '../shop.ts';
import { dayMs, minuteMs } from './span.ts';
import type { Step } from './step.ts';

/** Something that a marketer does at her desk. */
export function deskStep(random: Random, at: number): Step {
  const desk = random.below(members.length);
  const choice = random.below(100);
  const kind = random.below(24);
  if (kind < 12) return { at, desk, ...patch(random) };
  if (kind < 15) return { at, do: 'undo', desk, choice };
  if (kind < 17) return { at, do: 'decide', desk, choice };
  if (kind < 19) return segment(random, at, desk);
  if (kind < 20) return record(random, at, random.pick(users));
  return { at, do: random.pick(['cancel', 'review', 'dismiss', 'pause', 'resume', 'resend', 'settle'] as const), desk, choice };
}

/** What somebody said on the phone, mostly just now, sometimes before what they said since in the chat. */
export const record = (random: Random, at: number, userId: string): Step => ({
  ...{ at, do: 'record', desk: random.below(members.length), userId, granted: random.chance(0.7) },
  agoMs: random.below(random.chance(0.5) ? minuteMs : 10 * dayMs),
});

/** Few segments, so that two marketers change the same one. */
const segment = (random: Random, at: number, desk: number): Step => ({
  ...{ at, do: 'segment', desk, choice: random.below(100), tag: random.pick(tags) },
  what: random.pick(['make', 'rename', 'narrow', 'delete'] as const),
});

/** Few leads and fields, so that two marketers meet on the same one. */
function patch(random: Random): Readonly<{ do: 'patch'; leads: readonly string[]; field: LeadField; to?: string }> {
  const leads = someLeads(random, 4);
  const kind = random.below(12);
  if (kind < 5) return { do: 'patch', leads, field: 'status', to: random.pick<LeadStatus>(leadStatuses) };
  if (kind < 8) return { do: 'patch', leads, field: 'marketerId', ...(random.chance(0.8) && { to: random.pick(members) }) };
  if (kind >= 10)
    return { do: 'patch', leads, field: `note:${random.pick(notes)}`, ...(random.chance(0.8) && { to: `메모 ${random.below(100)}` }) };
  return { do: 'patch', leads, field: `tag:${random.pick(tags)}`, ...(random.chance(0.6) && { to: 'on' }) };
}

/** Some of all leads, each once. */
export const someLeads = (random: Random, most: number): readonly string[] => [
  ...new Set(Array.from({ length: 1 + random.below(most) }, () => random.pick(allLeads))),
];
