import type { RequestDispatch } from '../../contract/command/request-dispatch.ts';
import type { RecommendationRules } from '../../contract/policy/recommendation-policy.ts';

/** What everybody gets: so many recommendations each, or the same for all. `seen` differs from the shop's own rule this once. */
export type ProductChoice =
  | Readonly<{ kind: 'each'; count: number; seen?: RecommendationRules['seen'] }>
  | Readonly<{ kind: 'same'; productIds: readonly string[] }>;

/** A message as a marketer writes it, without whom it goes to. */
export type WrittenMessage = Readonly<{
  products: ProductChoice;
  /** Instead of the usual words, with variables; blank is as if nothing was written. */
  text?: string;
  /** Not before; absent is at once. Epoch ms. */
  sendAt?: number;
  /** How long it may wait once it may leave; absent is as long as usual. */
  lastsHours?: number;
  /** Also to those who were sent one of the products lately. */
  repeatAllowed?: true;
}>;

export const unwritten: WrittenMessage = { products: { kind: 'each', count: 1 } };

/** A message holds no more products than that. */
export const mostProducts = 6;

const hourMs = 3_600_000;

/** What of a message its command says. `startsAt` is when the first of it may leave: what waits for the morning is not over before it. */
export function termsOf(
  { text, sendAt, lastsHours, repeatAllowed }: WrittenMessage,
  startsAt: number,
): Omit<RequestDispatch, 'kind' | 'recipients'> {
  return {
    ...(text !== undefined && text.trim() !== '' && { text: text.trim() }),
    ...(sendAt !== undefined && { sendAt }),
    ...(lastsHours !== undefined && { expiresAt: Math.max(sendAt ?? startsAt, startsAt) + lastsHours * hourMs }),
    ...(repeatAllowed && { repeatAllowed }),
  };
}
