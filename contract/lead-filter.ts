import { Identifier, MemberName } from './identifier.ts';
import { LeadStatus } from './lead.ts';
import { ScoreBand } from './score-band.ts';
import { Label } from './text.ts';
import { z } from './zod.ts';

export const LeadSort = z.strictObject({
  by: z.enum(['score', 'lastSeenAt', 'searches', 'questions', 'requests', 'refusals', 'user', 'product', 'status']),
  direction: z.enum(['asc', 'desc']),
});
export type LeadSort = z.infer<typeof LeadSort>;

/** Which leads a marketer is asking for. Within a list: any of them; between lists: all of them; an empty list asks for nothing. */
export const LeadFilter = z.strictObject({
  /** Finds in user, name, product and last messages; Korean initial consonants (초성) match too. */
  text: z.string().max(200),
  products: z.array(Identifier),
  statuses: z.array(LeadStatus),
  /** As the score stands today; which leads are in one changes with the day and the policy. */
  bands: z.array(ScoreBand),
  /** `null` asks for leads without an assignee. */
  assignees: z.array(MemberName.nullable()),
  tags: z.array(Label),
});
export type LeadFilter = z.infer<typeof LeadFilter>;

export const everyLead: LeadFilter = { text: '', products: [], statuses: [], bands: [], assignees: [], tags: [] };
