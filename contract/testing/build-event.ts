import type { ChatEvent } from '../chat-event.ts';
import type { Consented } from '../consented.ts';
import type { Identified } from '../identified.ts';
import type { ProductStated } from '../product.ts';
import { aPhone } from './build-phone.ts';

/** A Sunday noon in Seoul, for tests that do not care when. */
export const someTime = Date.UTC(2026, 10, 22, 3, 0, 0);

let made = 0;
/** A fresh, valid UUID; the same sequence in every run of a test file. */
export const anEventId = (): string => `00000000-0000-4000-8000-${(++made).toString(16).padStart(12, '0')}`;

type Of<K extends ChatEvent['kind']> = Extract<ChatEvent, { kind: K }>;
const said = () => ({ eventId: anEventId(), chatId: '1', userId: '39', productId: '001', occurredAt: someTime });

export const aSearch = (change: Partial<Of<'searched'>> = {}): Of<'searched'> => ({ ...said(), kind: 'searched', ...change });

export const aQuestion = (change: Partial<Of<'questioned'>> = {}): Of<'questioned'> => ({
  ...said(),
  kind: 'questioned',
  message: '이 원피스 네이비도 있나요?',
  ...change,
});

export const aRequest = (change: Partial<Of<'requested'>> = {}): Of<'requested'> => ({
  ...said(),
  kind: 'requested',
  message: '선물 포장으로 부탁드려요',
  ...change,
});

export const anIdentification = (change: Partial<Identified> = {}): Identified => ({
  kind: 'identified',
  eventId: anEventId(),
  userId: '39',
  name: '김하늘',
  phone: aPhone(change.userId ?? '39'),
  occurredAt: someTime,
  ...change,
});

export const aConsent = (change: Partial<Consented> = {}): Consented => ({
  kind: 'consented',
  eventId: anEventId(),
  userId: '39',
  purpose: 'ad',
  channel: 'kakao',
  granted: true,
  evidence: '네, 할인 소식 보내 주세요',
  occurredAt: someTime,
  ...change,
});

export const aProductStatement = (change: Partial<ProductStated> = {}): ProductStated => ({
  kind: 'product',
  eventId: anEventId(),
  productId: '001',
  name: '린넨 셔츠 원피스',
  priceKrw: 59_000,
  imageUrl: 'https://shop.example/001.jpg',
  url: 'https://shop.example/products/001',
  inStock: true,
  category: '원피스',
  occurredAt: someTime,
  ...change,
});
