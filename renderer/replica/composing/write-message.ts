import type { AdapterId, KakaoMessage } from '../../../contract/dispatch.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { Product } from '../../../contract/product.ts';
import { composeMessage, type MessageSender } from '../../../domain/dispatching/compose-message.ts';
import { checkContent } from '../../../domain/dispatching/content/check-content.ts';

type Terms = Readonly<{ provider: AdapterId; sender: MessageSender; text: string | undefined }>;

/** One person's message as their phone will show it; `skipped` where the provider would refuse it, a variable without a value before all. */
export function writeMessage(
  { provider, sender, text }: Terms,
  products: readonly Product[],
  name: string | undefined,
): Readonly<{ message: KakaoMessage; skipped?: FailureCode }> {
  const written = text === undefined || text.trim() === '' ? undefined : text.trim();
  const message = composeMessage(products, {
    sender,
    ...(written !== undefined && { text: written }),
    ...(name !== undefined && { name }),
  });
  const [problem] = checkContent(provider, message);
  return { message, ...(problem && { skipped: problem.code }) };
}
