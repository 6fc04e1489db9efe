import type { KakaoMessage } from '../../../contract/dispatch.ts';
import { type CommerceCard, shortened, toCommerceCard } from './commerce-card.ts';

/** What a Brand Message bubble is made of, whoever carries it: one product, or several side by side behind an intro. */
export type Bubble =
  | Readonly<{ kind: 'COMMERCE'; additionalContent: string; card: CommerceCard }>
  | Readonly<{ kind: 'CAROUSEL_COMMERCE'; intro?: Readonly<{ header: string; content: string }>; cards: readonly CommerceCard[] }>;

/** The label of every product's button; a commerce bubble has room for 8 characters. */
export const buttonLabel = '상품 보기';
/** What stands beside the products where the marketer wrote nothing. */
export const usualWords = '관심 있게 보신 상품과 어울려요';
const usualHeader = '추천 상품';
const headerRoom = 20;
/** With an intro there is room for one product less. */
export const mostCards = 6;
export const mostCardsWithIntro = mostCards - 1;

/** The bubble that shows a message. Its mark and opt-out line are the channel's to draw; see `message.text` for all of it as text. */
export function toBubble({ words, senderName, cards: said }: KakaoMessage): Bubble {
  const cards = said.map(toCommerceCard);
  const [card] = cards;
  if (card && cards.length === 1) return { kind: 'COMMERCE', additionalContent: words ?? usualWords, card };
  if (cards.length > mostCardsWithIntro && words === undefined) return { kind: 'CAROUSEL_COMMERCE', cards };
  const header = senderName === undefined ? usualHeader : shortened(senderName, headerRoom);
  return { kind: 'CAROUSEL_COMMERCE', intro: { header, content: words ?? usualWords }, cards };
}
