import type { AdapterId, KakaoMessage } from '../../../contract/dispatch.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import { hasMarkByHand } from './ad-mark.ts';
import { mostCards, mostCardsWithIntro } from './bubble.ts';
import { isVariable, variablesIn } from './variables.ts';

type ContentCode = Extract<FailureCode, `content.${string}`>;

/** What would be refused, and where. `limit` is the number that was passed; `of` names a product or a variable. */
export type ContentProblem = Readonly<{ code: ContentCode; limit?: number; of?: string }>;

type Room = Readonly<{ letters: number; newlines: number }>;
type Limits = Readonly<{
  beside: Room;
  intro: Room;
  /** Of the whole text, with mark and opt-out line, where that is what is sent. */
  mostTextLetters?: number;
  mostCards: number;
  mostCardsWithWords: number;
  mostPriceKrw: number;
}>;

/** Of a Brand Message bubble: `additionalContent` of one product, `content` of an intro before several. */
const brandMessage: Limits = {
  beside: { letters: 34, newlines: 1 },
  intro: { letters: 50, newlines: 2 },
  mostCards,
  mostCardsWithWords: mostCardsWithIntro,
  mostPriceKrw: 99_999_999,
};

/** Of the message API: what a friend gets is a text, and of more than 200 letters its end would be cut, which is how to opt out. A list holds three products. */
const messageApi: Limits = {
  ...brandMessage,
  mostTextLetters: 200,
  mostCards: 3,
  mostCardsWithWords: 3,
};

/** The sandbox is as strict as what it stands for, so that nobody writes there what cannot be sent later. */
const limitsOf: Readonly<Record<AdapterId, Limits>> = {
  sandbox: brandMessage,
  solapi: brandMessage,
  'nhn-cloud': brandMessage,
  'kakao-message': messageApi,
};

/**
 * What a provider would refuse of a message, before anything leaves; the same on desk and server. What can be told of an
 * image only by its bytes is asked by `checkImage`.
 */
export function checkContent(provider: AdapterId, message: KakaoMessage): readonly ContentProblem[] {
  const limits = limitsOf[provider];
  return [...checkWords(limits, message), ...checkText(limits, message), ...checkCards(limits, message)];
}

function checkText({ mostTextLetters: limit }: Limits, { text }: KakaoMessage): readonly ContentProblem[] {
  return limit !== undefined && [...text].length > limit ? [{ code: 'content.textTooLong', limit }] : [];
}

/** How many letters a marketer's text may have beside so many products. */
export const wordsRoom = (provider: AdapterId, products: number): number => roomFor(limitsOf[provider], products).letters;

const roomFor = ({ beside, intro }: Limits, cards: number): Room => (cards > 1 ? intro : beside);

function checkWords(limits: Limits, { words, cards }: KakaoMessage): readonly ContentProblem[] {
  if (words === undefined) return [];
  const { letters, newlines } = roomFor(limits, cards.length);
  return [
    ...(words.trim() === '' ? [{ code: 'content.empty' } as const] : []),
    ...([...words].length > letters ? [{ code: 'content.textTooLong', limit: letters } as const] : []),
    ...(words.split('\n').length - 1 > newlines ? [{ code: 'content.textLines', limit: newlines } as const] : []),
    ...(hasMarkByHand(words) ? [{ code: 'content.adMark' } as const] : []),
    ...variablesIn(words).map((of) => ({ code: isVariable(of) ? 'content.emptyVariable' : 'content.unknownVariable', of }) as const),
  ];
}

function checkCards(limits: Limits, { words, cards }: KakaoMessage): readonly ContentProblem[] {
  const most = words === undefined ? limits.mostCards : limits.mostCardsWithWords;
  const many = cards.length === 0 || cards.length > most ? [{ code: 'content.cards', limit: most } as const] : [];
  return [...many, ...cards.flatMap((card) => checkCard(limits, card))];
}

function checkCard({ mostPriceKrw }: Limits, card: KakaoMessage['cards'][number]): readonly ContentProblem[] {
  const { productId: of, priceKrw, discountKrw, url } = card;
  return [
    ...(priceKrw > mostPriceKrw ? [{ code: 'content.price', limit: mostPriceKrw, of } as const] : []),
    ...(discountKrw !== undefined && discountKrw > priceKrw ? [{ code: 'content.discount', of } as const] : []),
    ...(url.startsWith('https://') && url.length <= mostLinkLetters ? [] : [{ code: 'content.link', of } as const]),
  ];
}

/** Of a link behind a button. */
const mostLinkLetters = 1_000;
