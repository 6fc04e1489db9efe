import type { KakaoMessage } from '../../contract/dispatch.ts';
import type { Product } from '../../contract/product.ts';
import { adMark } from './content/ad-mark.ts';
import { usualWords } from './content/bubble.ts';
import { fillVariables } from './content/variables.ts';

/** Who sends, as the policy `sending` says it. */
export type MessageSender = Readonly<{ name?: string; contact?: string; freeOptOut?: string }>;

/** What a message says beside its products. */
export type MessageWords = Readonly<{
  /** What the marketer wrote, with variables; without it the usual words stand there. */
  text?: string;
  /** The recipient's. */
  name?: string;
  sender?: MessageSender;
}>;

/**
 * What a phone would show. `text` is all of it as text: an advertisement begins with its mark and the sender's name and ends
 * with how to opt out without cost (정보통신망법 제50조 제4항). `words` is the marketer's part alone: a Brand Message bubble is given that,
 * and the channel draws the rest.
 */
export function composeMessage(products: readonly Product[], { text, name, sender = {} }: MessageWords = {}): KakaoMessage {
  const words = text === undefined ? undefined : fillVariables(text, valuesOf(products, name, sender));
  return {
    text: [firstLine(sender), words ?? usualWords, productLine(products), '', ...lastLines(sender)].join('\n'),
    ...(words !== undefined && { words }),
    ...(sender.name !== undefined && { senderName: sender.name }),
    cards: products.map(toCard),
  };
}

const firstLine = ({ name }: MessageSender) => (name === undefined ? adMark : `${adMark} ${name}`);

const lastLines = ({ contact, freeOptOut = '채널 차단' }: MessageSender) => [
  ...(contact === undefined ? [] : [`문의 ${contact}`]),
  `무료수신거부 ${freeOptOut}`,
];

function productLine(products: readonly Product[]): string {
  const first = products[0]?.name ?? '';
  return products.length > 1 ? `${first} 외 ${products.length - 1}개` : first;
}

const valuesOf = (products: readonly Product[], name: string | undefined, sender: MessageSender) => ({
  ...(name !== undefined && { 이름: name }),
  ...(products[0] && { 상품명: products[0].name }),
  상품수: String(products.length),
  ...(sender.name !== undefined && { 보내는이: sender.name }),
});

const toCard = ({ productId, name, priceKrw, discountKrw, imageUrl, url }: Product): KakaoMessage['cards'][number] => ({
  productId,
  name,
  priceKrw,
  ...(discountKrw !== undefined && { discountKrw }),
  imageUrl,
  url,
});
