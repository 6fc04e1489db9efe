import type { KakaoMessage } from '../../../contract/dispatch.ts';
import { buttonLabel, usualWords } from '../../../domain/dispatching/content/bubble.ts';
import { type CommerceCard, shortened, toCommerceCard } from '../../../domain/dispatching/content/commerce-card.ts';

/** A default template of the message API; `object_type` says which. Its links open only on domains that are registered for the app. */
export type KakaoTemplate = Readonly<{ object_type: 'commerce' | 'list' | 'text' }> & Readonly<Record<string, unknown>>;

/** What the marketer sees of a message in their own chat: products with prices and images, as near to the bubble as the API comes. */
export function toSelfTemplate({ words = usualWords, senderName = '', cards: said }: KakaoMessage): KakaoTemplate {
  const cards = said.map(toCommerceCard);
  const [first] = cards;
  if (first && cards.length === 1) return toCommerceTemplate(first, words);
  return {
    object_type: 'list',
    header_title: shortened(`${senderName} ${words}`, headerRoom),
    header_link: linkTo(first?.link ?? ''),
    contents: cards.slice(0, mostListed).map((card) => ({
      title: card.title,
      description: `${(card.discountPrice ?? card.regularPrice).toLocaleString('ko-KR')}원`,
      image_url: card.imageUrl,
      link: linkTo(card.link),
    })),
  };
}

/** What a friend gets: an advertisement whose mark, sender and way to opt out are all in sight, so a text and nothing else. */
export const toFriendTemplate = ({ text, cards: [first] }: KakaoMessage): KakaoTemplate => ({
  object_type: 'text',
  text,
  link: linkTo(first?.url ?? ''),
  button_title: buttonLabel,
});

const headerRoom = 200;
const mostListed = 3;

function toCommerceTemplate(
  { title, regularPrice, discountPrice, discountRate, discountFixed, imageUrl, link }: CommerceCard,
  words: string,
) {
  return {
    object_type: 'commerce',
    content: { title: words, image_url: imageUrl, link: linkTo(link) },
    commerce: {
      product_name: title,
      regular_price: regularPrice,
      ...(discountPrice !== undefined && { discount_price: discountPrice }),
      ...(discountRate !== undefined && { discount_rate: discountRate }),
      ...(discountFixed !== undefined && { fixed_discount_price: discountFixed }),
    },
    buttons: [{ title: buttonLabel, link: linkTo(link) }],
  } as const;
}

const linkTo = (url: string) => ({ web_url: url, mobile_web_url: url });
