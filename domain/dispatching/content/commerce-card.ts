import type { KakaoMessage } from '../../../contract/dispatch.ts';

/** One product as a commerce bubble shows it. A discount is told by exactly one of its rate (whole percent) and its amount (won). */
export type CommerceCard = Readonly<{
  title: string;
  regularPrice: number;
  discountPrice?: number;
  discountRate?: number;
  discountFixed?: number;
  imageUrl: string;
  link: string;
}>;

/** Characters of a product's name that a bubble has room for. */
export const titleRoom = 30;
/** The lower of what the providers allow as an amount, in won. */
export const mostFixedKrw = 999_999;
const ellipsis = '…';
const percent = 100;

type Card = KakaoMessage['cards'][number];

/** Longer text, cut at a character and said to be cut; on one line. */
export function shortened(text: string, room: number): string {
  const letters = [...text.replace(/\s+/gu, ' ').trim()];
  return letters.length <= room
    ? letters.join('')
    : letters
        .slice(0, room - 1)
        .join('')
        .trimEnd() + ellipsis;
}

export function toCommerceCard({ name, priceKrw, discountKrw, imageUrl, url }: Card): CommerceCard {
  return { title: shortened(name, titleRoom), regularPrice: priceKrw, ...discountOf(priceKrw, discountKrw), imageUrl, link: url };
}

/** A price that is not lower is no discount. The rate where it is whole, else the amount; a large amount as a rate rounded down. */
function discountOf(priceKrw: number, discountKrw: number | undefined): Partial<CommerceCard> {
  if (discountKrw === undefined || discountKrw >= priceKrw) return {};
  const offKrw = priceKrw - discountKrw;
  const rate = (offKrw / priceKrw) * percent;
  if (Number.isInteger(rate) || offKrw > mostFixedKrw) return { discountPrice: discountKrw, discountRate: Math.floor(rate) };
  return { discountPrice: discountKrw, discountFixed: offKrw };
}
