import type { Lead } from '../../contract/lead.ts';
import { leadId } from '../identity/ids.ts';
import { untrained } from './training.ts';

/** A lead before its first fact: nobody has touched it yet. */
export const newLead = (userId: string, productId: string): Lead => ({
  ...untrained,
  id: leadId(userId, productId),
  userId,
  productId,
  days: [],
  tail: [],
  status: 'new',
  tags: [],
  notes: [],
});
