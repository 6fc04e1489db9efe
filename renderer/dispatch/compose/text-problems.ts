import type { AdapterId } from '../../../contract/dispatch.ts';
import type { Product } from '../../../contract/product.ts';
import { composeMessage } from '../../../domain/dispatching/compose-message.ts';
import { type ContentProblem, checkContent } from '../../../domain/dispatching/content/check-content.ts';

/** Somebody whose every variable has a value, with a name of usual length. */
const sample = { name: '김하늘', sender: { name: '우리 가게' } } as const;

const product = (n: number): Product => ({
  ...{ id: `${n}`, productId: `${n}`, name: '상품', priceKrw: 1, imageUrl: 'https://shop.example/1.jpg', url: 'https://shop.example/1' },
  ...{ inStock: true, category: '', at: 0, factId: '' },
});

/** How long a text is once its variables are filled, which is what a provider counts. */
export const lettersOf = (text: string): number => [...(composeMessage([product(0)], { ...sample, text: text.trim() }).words ?? '')].length;

/** What is wrong with a text, whoever gets it: what only some people have no value for is said of them. */
export function textProblems(provider: AdapterId, text: string, products: number): readonly ContentProblem[] {
  if (text.trim() === '') return [];
  const cards = Array.from({ length: products }, (_, n) => product(n));
  return checkContent(provider, composeMessage(cards, { ...sample, text: text.trim() }));
}
