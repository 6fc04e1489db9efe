import { z } from '../../../contract/zod.ts';

const maxRecipients = 1_000;
const maxKey = 100;
const maxPriceKrw = 99_999_999;
/** A fixed discount is less here than at other providers. */
const maxDiscountFixedKrw = 999_999;
const maxLink = 1_000;

const Link = z.string().max(maxLink);
const links = { linkMo: Link.optional(), linkPc: Link.optional(), schemeAndroid: Link.optional(), schemeIos: Link.optional() };
const Button = z
  .object({ name: z.string().max(14), type: z.enum(['WL', 'AL', 'BK', 'MD', 'BC', 'BT', 'BF']), ...links })
  .refine(({ type, linkMo }) => type !== 'WL' || linkMo !== undefined, 'WL needs linkMo');
const ProductButtons = z
  .array(Button)
  .min(1)
  .max(2)
  .refine((buttons) => buttons.every(({ name }) => name.length <= 8), 'a button of a product has at most 8 letters');
const Price = z.int().min(0).max(maxPriceKrw);
const Commerce = z
  .object({
    title: z.string().min(1).max(30),
    regularPrice: Price,
    discountPrice: Price.optional(),
    discountRate: z.int().min(0).max(100).optional(),
    discountFixed: z.int().min(0).max(maxDiscountFixedKrw).optional(),
  })
  .refine(
    ({ discountPrice, discountRate, discountFixed }) =>
      Number(discountRate !== undefined) + Number(discountFixed !== undefined) === Number(discountPrice !== undefined),
    'discountPrice goes with exactly one of discountRate and discountFixed',
  );
const Image = z.object({ imageUrl: z.string(), imageLink: Link.optional() });
const Additional = z.string().max(34);
const Card = z.object({
  additionalContent: Additional.optional(),
  imageUrl: z.string(),
  imageLink: Link.optional(),
  buttons: ProductButtons,
  commerce: Commerce,
});

const Recipient = z.object({
  recipientNo: z.string(),
  targeting: z.enum(['M', 'N', 'I']).default('I'),
  resendParameter: z.object({ isResend: z.boolean().default(false) }).optional(),
  recipientGroupingKey: z.string().max(maxKey).optional(),
  templateParameter: z.record(z.string(), z.string()).optional(),
});
export type Recipient = z.infer<typeof Recipient>;

const request = {
  senderKey: z.string(),
  pushAlarm: z.boolean().default(true),
  adult: z.boolean().default(false),
  /** In Seoul's time, without saying so. */
  requestDate: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d$/)
    .optional(),
  recipientList: z.array(Recipient).min(1).max(maxRecipients),
  senderGroupingKey: z.string().max(maxKey).optional(),
  statsId: z.string().max(8).optional(),
};

/** `freestyle-messages`: plain text and the two bubbles that show products. */
export const Freestyle = z.discriminatedUnion('chatBubbleType', [
  z.object({
    ...request,
    chatBubbleType: z.literal('TEXT'),
    content: z.string().min(1).max(1_300),
    buttons: z.array(Button).max(5).optional(),
  }),
  z.object({
    ...request,
    chatBubbleType: z.literal('COMMERCE'),
    additionalContent: Additional.optional(),
    image: Image,
    commerce: Commerce,
    buttons: ProductButtons,
  }),
  z.object({
    ...request,
    chatBubbleType: z.literal('CAROUSEL_COMMERCE'),
    carousel: z
      .object({
        head: z.object({ header: z.string().max(20), content: z.string().max(50), imageUrl: z.string() }).optional(),
        list: z.array(Card),
      })
      .refine(
        ({ head, list }) => (head ? list.length >= 1 && list.length <= 5 : list.length >= 2 && list.length <= 6),
        'not that many cards',
      ),
  }),
]);
export type Freestyle = z.infer<typeof Freestyle>;

/** `alimtalk/v2.3`: information by a template that was approved. */
export const Alimtalk = z.object({ ...request, templateCode: z.string() });

export function imagesOf(body: Freestyle): readonly string[] {
  if (body.chatBubbleType === 'TEXT') return [];
  if (body.chatBubbleType === 'COMMERCE') return [body.image.imageUrl];
  const { head, list } = body.carousel;
  return [...(head ? [head.imageUrl] : []), ...list.map(({ imageUrl }) => imageUrl)];
}

/** The words on the phone, in the order of the screen. */
export function phoneText(body: Freestyle): string {
  return ['(광고)', ...linesOf(body)].join('\n');
}

function linesOf(body: Freestyle): readonly string[] {
  switch (body.chatBubbleType) {
    case 'TEXT':
      return [body.content, ...(body.buttons ?? []).map(buttonLine)];
    case 'COMMERCE':
      return cardLines(body);
    case 'CAROUSEL_COMMERCE': {
      const { head, list } = body.carousel;
      return [...(head ? [head.header, head.content] : []), ...list.flatMap(cardLines)];
    }
  }
}

const cardLines = (card: Pick<z.infer<typeof Card>, 'commerce' | 'additionalContent' | 'buttons'>) => [
  card.commerce.title,
  `${(card.commerce.discountPrice ?? card.commerce.regularPrice).toLocaleString('ko-KR')}원`,
  ...(card.additionalContent ? [card.additionalContent] : []),
  ...card.buttons.map(buttonLine),
];

const buttonLine = ({ name, linkMo }: z.infer<typeof Button>) => `[${name}] ${linkMo ?? ''}`.trim();
