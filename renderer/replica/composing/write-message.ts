import type { AdapterId, KakaoMessage } from '../../../contract/dispatch.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { Product } from '../../../contract/product.ts';
import { composeMessage, type MessageSender } from '../../../domain/dispatching/compose-message.ts';
import { checkContent } from '../../../domain/dispatching/content/check-content.ts';
import { variablesIn } from '../../../domain/dispatching/content/variables.ts';

type Terms = Readonly<{ provider: AdapterId; sender: MessageSender; text: string | undefined }>;

/** One person's message as their phone will show it; `skipped` where the provider would refuse it, a variable without a value before all. */
export type Written = Readonly<{ message: KakaoMessage; skipped?: FailureCode }>;

export type WriteMessage = (products: readonly Product[], name: string | undefined) => Written;

/** Writes a message to many. Where it does not name them, those with the same list of products have the very same message; of any other its cards are shared. */
export function messageWriter(terms: Terms): WriteMessage {
  const isNamed = variablesIn(terms.text ?? '').includes('이름');
  const known = new Map<readonly Product[], Written>();
  const unnamed = (products: readonly Product[]): Written => {
    const written = known.get(products) ?? writeMessage(terms, products, undefined);
    known.set(products, written);
    return written;
  };
  return (products, name) => {
    if (!isNamed) return unnamed(products);
    const written = writeMessage(terms, products, name);
    return { ...written, message: { ...written.message, cards: unnamed(products).message.cards } };
  };
}

function writeMessage({ provider, sender, text }: Terms, products: readonly Product[], name: string | undefined): Written {
  const written = text === undefined || text.trim() === '' ? undefined : text.trim();
  const message = composeMessage(products, {
    sender,
    ...(written !== undefined && { text: written }),
    ...(name !== undefined && { name }),
  });
  const [problem] = checkContent(provider, message);
  return { message, ...(problem && { skipped: problem.code }) };
}
