import type { DispatchItem } from '../../contract/dispatch.ts';
import { hash } from '../../domain/identity/hash.ts';
import type { CommandFact } from '../store/port/fact.ts';
import { digest } from './digest.ts';
import type { StepAuthor } from './item-fact.ts';

/**
 * That somebody was told what became of their word, by a notice that arrived: the same fact as when a member writes it down, once an item. What a
 * provider has only accepted tells nobody anything, so that it stays on the list of what is owed.
 */
export function toNoticeFacts(was: DispatchItem, is: DispatchItem, { by, now, hmacKey }: StepAuthor): readonly CommandFact[] {
  const { id, userId, consentFactId, at, state } = is;
  if (consentFactId === undefined || state !== 'delivered' || was.state === 'delivered') return [];
  const act = { kind: 'noteNotice', userId, consentFactId, at } as const;
  const factId = hash('noteNotice', id);
  const head = { factId, at, receivedAt: now, clamped: false, by, digest: digest(hmacKey, by, act) };
  return [{ ...head, kind: 'command', body: { act, outcome: { id: factId, status: 'applied' } }, personal: [] }];
}
