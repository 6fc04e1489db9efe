import type { FakeProvider } from '../fake-provider.ts';
import { account } from '../solapi/account.ts';
import { signatureOf } from '../solapi/authorize.ts';
import type { Call } from '../wire/call.ts';

/** 2026-11-23 10:00 in Seoul, a Monday, well inside the window of brand messages. */
export const monday = Date.parse('2026-11-23T01:00:00Z');

export const aCall = (method: string, address: string, body?: unknown, headers: Record<string, string> = {}): Call => {
  const { pathname, searchParams } = new URL(address, 'http://fake');
  const bytes = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return { method, path: pathname, query: searchParams, headers, body: new TextEncoder().encode(bytes) };
};

let salts = 0;

/** Signed as the documents say, with a salt that was never used. */
export function authorization(now: number, change: Partial<Record<'apiKey' | 'secret' | 'date' | 'salt', string>> = {}): string {
  const { apiKey, secret, date, salt } = {
    apiKey: account.apiKey,
    secret: account.apiSecret,
    date: new Date(now).toISOString(),
    salt: `salt${String(++salts).padStart(12, '0')}`,
    ...change,
  };
  return `HMAC-SHA256 apiKey=${apiKey}, date=${date}, salt=${salt}, signature=${signatureOf(secret, date, salt)}`;
}

/** What the caller hears: a status and the body as it was parsed, or how the connection ended. */
export type Answered = Readonly<{ status?: number; body?: unknown; ended?: 'silence' | 'reset' | 'answerAfter' }>;

export function hear(fake: FakeProvider, call: Call): Answered {
  const delivery = fake.answer(call);
  if (delivery.kind !== 'answer') return { ended: delivery.kind };
  const { status, body } = delivery.reply;
  return { status, body: parsed(body) };
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

/** One signed call to Solapi. */
export const askSolapi = (fake: FakeProvider, method: string, address: string, body?: unknown): Answered =>
  hear(fake, aCall(method, address, body, { authorization: authorization(fake.world.clock.now()) }));

/** The commerce bubble of the documents with our own product. */
export const aBrandMessage = (to: string, change: Record<string, unknown> = {}, bms: Record<string, unknown> = {}) => ({
  to,
  from: account.from,
  type: 'BMS_FREE',
  customFields: { itemId: `item-${to}` },
  kakaoOptions: {
    pfId: account.pfId,
    disableSms: true,
    adFlag: true,
    bms: {
      targeting: 'I',
      chatBubbleType: 'COMMERCE',
      imageId: 'IMAGE',
      additionalContent: '이번 주까지',
      commerce: { title: '캔버스 백팩', regularPrice: 89_000, discountPrice: 62_300, discountRate: 30 },
      buttons: [{ linkType: 'WL', name: '상품 보기', linkMobile: 'https://shop.example/p/001' }],
      ...bms,
    },
  },
  ...change,
});
