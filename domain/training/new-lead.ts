import type { Lead } from '../../contract/lead.ts';
import { leadId } from '../identity/ids.ts';
import { untrained } from './training.ts';

/** A lead before its first fact: nobody has touched it yet. Written out, since a spread costs as much as the rest of a new lead's fold. */
export const newLead = (userId: string, productId: string): Lead => ({
  searches: untrained.searches,
  questions: untrained.questions,
  waiting: untrained.waiting,
  requests: untrained.requests,
  refusals: untrained.refusals,
  firstSeenAt: untrained.firstSeenAt,
  lastSeenAt: untrained.lastSeenAt,
  lastReceivedAt: untrained.lastReceivedAt,
  id: leadId(userId, productId),
  userId,
  productId,
  days: [],
  tail: [],
  status: 'new',
  tags: [],
  notes: [],
});
