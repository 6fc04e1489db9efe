import { hash } from './hash.ts';

export const leadId = (userId: string, productId: string) => `${userId}~${productId}`;
export const metricId = (productId: string, day: string) => `${productId}~${day}`;
export const decisionId = (requestEventId: string, decisionNo: number) => hash(requestEventId, decisionNo);
export const itemId = (dispatchId: string, userId: string) => hash(dispatchId, userId);
/** So that the open items of a dispatch stand together. */
export const openItemId = (dispatchId: string, item: string) => `${dispatchId}~${item}`;
/** What one server sends in one call: no item is twice the first of a batch with the same attempt. */
export const batchId = (firstItem: string, attempt: number) => hash(firstItem, attempt, 'batch');
/** `key` of a report, where the step is one. */
export const dispatchFactId = (item: string, attempt: number, step: string, key?: string) =>
  key === undefined ? hash(item, attempt, step) : hash(item, attempt, step, key);
export const conflictId = (commandId: string, lead: string, field: string) => hash(commandId, lead, field);
/** `subject` is the lead's or item's id, empty for an answer to an event. */
export const messageId = (factId: string, kind: string, subject = '') => hash(factId, kind, subject);

/** `userId~productId` apart again. An identifier has no `~`. */
export function splitLeadId(id: string): Readonly<{ userId: string; productId: string }> {
  const cut = id.indexOf('~');
  return { userId: id.slice(0, cut), productId: id.slice(cut + 1) };
}
