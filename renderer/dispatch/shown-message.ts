import type { KakaoMessage } from '../../contract/dispatch.ts';
import type { Product } from '../../contract/product.ts';
import { composeMessage, type MessageSender } from '../../domain/dispatching/compose-message.ts';

/** For whom a message is shown, and what the marketer wrote in it; blank is as if nothing was. */
export type Shown = Readonly<{ products: readonly Product[]; name: string | undefined; text: string | undefined; sender: MessageSender }>;

/**
 * One person's message as their phone will show it: the same function as writes the one that leaves. It is made here for who is looked
 * at; ten thousand of them do not come from the worker with every key. Nothing where no product is known.
 */
export function shownMessage({ products, name, text = '', sender }: Shown): KakaoMessage | undefined {
  if (products.length === 0) return undefined;
  const words = text.trim();
  return composeMessage(products, { sender, ...(words !== '' && { text: words }), ...(name !== undefined && { name }) });
}
