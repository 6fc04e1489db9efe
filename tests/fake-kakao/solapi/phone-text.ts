import { Brand } from './check-brand.ts';

type Commerce = Extract<Brand, { chatBubbleType: 'COMMERCE' }>['commerce'];
type Button = Readonly<{ name: string; linkMobile?: string | undefined; linkPc?: string | undefined }>;

/** The words on the phone in the order of the screen. Of an advertisement KakaoTalk draws the mark itself. */
export function phoneText(said: Readonly<Record<string, unknown>>): string {
  const options = (said.kakaoOptions ?? {}) as Readonly<Record<string, unknown>>;
  const brand = Brand.safeParse(options.bms);
  const mark = brand.success && options.adFlag !== false ? ['(광고)'] : [];
  const text = typeof said.text === 'string' ? [said.text] : [];
  return [...mark, ...text, ...(brand.success ? bubbleLines(brand.data) : [])].join('\n');
}

function bubbleLines(brand: Brand): readonly string[] {
  switch (brand.chatBubbleType) {
    case 'TEXT':
    case 'IMAGE':
      return [...(brand.content ? [brand.content] : []), ...buttonLines(brand.buttons ?? [])];
    case 'COMMERCE':
      return cardLines(brand);
    case 'CAROUSEL_COMMERCE': {
      const { head, list } = brand.carousel;
      return [...(head ? [head.header, head.content] : []), ...list.flatMap(cardLines)];
    }
  }
}

const cardLines = (card: Readonly<{ commerce: Commerce; additionalContent?: string | undefined; buttons: readonly Button[] }>) => [
  card.commerce.title,
  priceLine(card.commerce),
  ...(card.additionalContent ? [card.additionalContent] : []),
  ...buttonLines(card.buttons),
];

const won = (krw: number) => `${krw.toLocaleString('ko-KR')}원`;

function priceLine({ regularPrice, discountPrice, discountRate, discountFixed }: Commerce): string {
  if (discountPrice === undefined) return won(regularPrice);
  const saved = discountRate === undefined ? `${won(discountFixed ?? 0)} 할인` : `${discountRate}%`;
  return `${won(discountPrice)} (${won(regularPrice)}, ${saved})`;
}

const buttonLines = (buttons: readonly Button[]) =>
  buttons.map(({ name, linkMobile, linkPc }) => `[${name}] ${linkMobile ?? linkPc ?? ''}`.trim());
