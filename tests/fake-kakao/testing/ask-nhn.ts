import type { FakeProvider } from '../fake-provider.ts';
import { nhnAccount } from '../nhn/nhn-account.ts';
import { type Answered, aCall, hear } from './ask-solapi.ts';

/** One call with the project's keys, below the address of brand messages unless it begins with a slash of its own. */
export const askNhn = (fake: FakeProvider, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Answered =>
  hear(
    fake,
    aCall(method, path.startsWith('/') ? path : `/brand-message/v1.0/appkeys/${nhnAccount.appKey}/${path}`, body, {
      'x-secret-key': nhnAccount.secretKey,
      ...headers,
    }),
  );

/** An image as a form carries it; the answer is its address. */
export function uploadImage(fake: FakeProvider): string {
  const form = [
    '--line',
    'Content-Disposition: form-data; name="image"; filename="bag.jpg"',
    'Content-Type: image/jpeg',
    '',
    'bytes',
    '--line',
    'Content-Disposition: form-data; name="imageType"',
    '',
    'IMAGE',
    '--line--',
    '',
  ].join('\r\n');
  const { body } = askNhn(fake, 'POST', 'images', form, { 'content-type': 'multipart/form-data; boundary=line' });
  return (body as { image: { imageUrl: string } }).image.imageUrl;
}

/** The commerce bubble of the documents with our own product. */
export const aFreestyle = (imageUrl: string, numbers: readonly string[], change: object = {}) => ({
  senderKey: nhnAccount.senderKey,
  chatBubbleType: 'COMMERCE',
  pushAlarm: true,
  adult: false,
  additionalContent: '이번 주까지',
  image: { imageUrl, imageLink: 'https://shop.example/p/001' },
  commerce: { title: '캔버스 백팩', regularPrice: 89_000, discountPrice: 62_300, discountRate: 30 },
  buttons: [{ name: '상품 보기', type: 'WL', linkMo: 'https://shop.example/p/001' }],
  recipientList: numbers.map((recipientNo) => ({ recipientNo, targeting: 'I', recipientGroupingKey: `item-${recipientNo}` })),
  senderGroupingKey: 'b1',
  ...change,
});
