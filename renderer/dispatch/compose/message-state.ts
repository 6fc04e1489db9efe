import type { WrittenMessage } from '../../../domain/dispatching/written-message.ts';
import { timeProblem } from './kst-moment.ts';

/** What has to be put right in a message before it can be sent, the first of it. */
export type WrongMessage = 'product' | 'text' | 'time';

/** @param isUnsayable a provider would refuse the text */
export function wrongOf({ products, sendAt }: WrittenMessage, isUnsayable: boolean, now: number): WrongMessage | undefined {
  if (products.kind === 'same' && products.productIds.length === 0) return 'product';
  if (isUnsayable) return 'text';
  return sendAt !== undefined && timeProblem(sendAt, now) !== undefined ? 'time' : undefined;
}

/** Whether somebody would miss it: words, picked products or a time. Who gets it is found again in a moment. */
export const isWorthKeeping = ({ products, text, sendAt }: WrittenMessage): boolean =>
  (text ?? '').trim() !== '' || (products.kind === 'same' && products.productIds.length > 0) || sendAt !== undefined;
