import type { KakaoMessage } from '../../contract/dispatch.ts';
import type { Product } from '../../contract/product.ts';

/** What a phone would show: an advertisement is marked as one and says how to opt out (정보통신망법 제50조 제4항). */
export function composeMessage(products: readonly Product[]): KakaoMessage {
  const first = products[0]?.name ?? '';
  const more = products.length > 1 ? ` 외 ${products.length - 1}개` : '';
  return {
    text: `(광고) 관심 있게 보신 상품과 어울리는 추천 상품이에요.\n${first}${more}\n\n무료수신거부: 채널 차단`,
    cards: products.map(({ productId, name, priceKrw, discountKrw, imageUrl, url }) => ({
      productId,
      name,
      priceKrw,
      ...(discountKrw !== undefined && { discountKrw }),
      imageUrl,
      url,
    })),
  };
}
