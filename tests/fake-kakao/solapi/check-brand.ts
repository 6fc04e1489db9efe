import { z } from '../../../contract/zod.ts';

/** What Solapi's own schemas allow a Brand Message to hold; the two bubbles that show products, and plain text. */
const maxTitle = 30;
const maxAdditional = 34;
const maxButtonName = 8;
const maxTextButtonName = 14;
const maxText = 1_300;
const maxPriceKrw = 99_999_999;
const maxCouponText = 12;
const couponTitles = /^([\d,]+원 할인 쿠폰|\d{1,3}% 할인 쿠폰|배송비 할인 쿠폰|.{1,7} 무료 쿠폰|.{1,7} UP 쿠폰)$/;

const Link = z.string().regex(/^https?:\/\/[^\s/]+\.?[^\s]*$/, '올바른 웹 링크 형식이 아닙니다.');
const links = { linkMobile: Link.optional(), linkPc: Link.optional(), linkAndroid: z.string().optional(), linkIos: z.string().optional() };

const Button = (longestName: number) =>
  z.object({ linkType: z.string(), name: z.string().max(longestName, `버튼 이름은 최대 ${longestName}자까지 쓸 수 있습니다.`), ...links });
const ProductButton = Button(maxButtonName)
  .refine(({ linkType }) => linkType === 'WL' || linkType === 'AL', '이 말풍선의 버튼은 WL, AL만 쓸 수 있습니다.')
  .refine(({ linkType, linkMobile }) => linkType !== 'WL' || linkMobile !== undefined, 'WL 버튼에는 linkMobile이 필요합니다.');
const ProductButtons = z.array(ProductButton).min(1, '버튼이 하나 이상 필요합니다.').max(2, '버튼은 최대 2개까지 쓸 수 있습니다.');

const Coupon = z.object({
  title: z.string().regex(couponTitles, '쿠폰 제목의 형식이 올바르지 않습니다.'),
  description: z.string().max(maxCouponText, `쿠폰 설명은 최대 ${maxCouponText}자까지 쓸 수 있습니다.`),
  ...links,
});

const Price = z.int().min(0).max(maxPriceKrw);
const Commerce = z
  .object({
    title: z.string().min(1).max(maxTitle).refine(withoutBreak(0), '상품 이름에는 줄바꿈을 쓸 수 없습니다.'),
    regularPrice: Price,
    discountPrice: Price.optional(),
    discountRate: z.int().min(0).max(100).optional(),
    discountFixed: Price.optional(),
  })
  .refine(
    ({ discountPrice, discountRate, discountFixed }) =>
      Number(discountRate !== undefined) + Number(discountFixed !== undefined) === Number(discountPrice !== undefined),
    '할인가는 할인율과 할인 금액 가운데 하나와만 함께 쓸 수 있습니다.',
  );

const Additional = z.string().max(maxAdditional).refine(withoutBreak(1), '부가 정보는 줄바꿈을 한 번만 쓸 수 있습니다.').optional();
const ImageId = z.string().min(1);
const Card = z.object({
  commerce: Commerce,
  imageId: ImageId,
  imageLink: Link.optional(),
  additionalContent: Additional,
  buttons: ProductButtons,
  coupon: Coupon.optional(),
});
const Head = z.object({ header: z.string().max(20), content: z.string().max(50), imageId: ImageId, ...links });

const base = { targeting: z.enum(['I', 'M', 'N']), adult: z.boolean().optional() };

/** `kakaoOptions.bms`. */
export const Brand = z.discriminatedUnion('chatBubbleType', [
  z.object({
    ...base,
    chatBubbleType: z.literal('TEXT'),
    content: z.string().max(maxText).optional(),
    buttons: z.array(Button(maxTextButtonName)).max(5).optional(),
    coupon: Coupon.optional(),
  }),
  z.object({
    ...base,
    chatBubbleType: z.literal('IMAGE'),
    content: z.string().max(maxText).optional(),
    imageId: ImageId,
    imageLink: Link.optional(),
    buttons: z.array(Button(maxTextButtonName)).max(5).optional(),
    coupon: Coupon.optional(),
  }),
  z.object({ ...base, chatBubbleType: z.literal('COMMERCE'), ...Card.shape }),
  z.object({
    ...base,
    chatBubbleType: z.literal('CAROUSEL_COMMERCE'),
    carousel: z
      .object({ head: Head.optional(), list: z.array(Card), tail: z.object(links).optional() })
      .refine(
        ({ head, list }) => (head ? list.length >= 1 && list.length <= 5 : list.length >= 2 && list.length <= 6),
        '캐러셀에 담을 수 있는 상품 수가 아닙니다.',
      ),
  }),
]);
export type Brand = z.infer<typeof Brand>;

function withoutBreak(most: number) {
  return (text: string): boolean => text.split('\n').length - 1 <= most;
}

/** Every image that the bubble names. */
export function imagesOf(brand: Brand): readonly string[] {
  if (brand.chatBubbleType === 'TEXT') return [];
  if (brand.chatBubbleType !== 'CAROUSEL_COMMERCE') return [brand.imageId];
  const { head, list } = brand.carousel;
  return [...(head ? [head.imageId] : []), ...list.map(({ imageId }) => imageId)];
}
