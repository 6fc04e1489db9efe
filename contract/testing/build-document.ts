import { type Dispatch, type DispatchItem, itemStates } from '../dispatch.ts';
import type { Lead } from '../lead.ts';
import type { Person } from '../person.ts';
import type { Product } from '../product.ts';
import { someTime } from './build-event.ts';
import { aPhone } from './build-phone.ts';

export const aLead = (change: Partial<Lead> = {}): Lead => {
  const { userId = '39', productId = '001' } = change;
  return {
    id: `${userId}~${productId}`,
    userId,
    productId,
    searches: 1,
    questions: 0,
    waiting: 0,
    requests: 0,
    refusals: 0,
    days: [['2026-11-22', 1, 0, 0, 0]],
    firstSeenAt: someTime,
    lastSeenAt: someTime,
    lastReceivedAt: someTime,
    tail: [],
    status: 'new',
    tags: [],
    notes: [],
    ...change,
  };
};

export const aPerson = (change: Partial<Person> = {}): Person => ({
  id: '39',
  name: { value: '김하늘', at: someTime, factId: 'a' },
  phone: { value: aPhone(change.id ?? '39'), at: someTime, factId: 'a' },
  consents: [{ purpose: 'ad', channel: 'kakao', granted: true, at: someTime, factId: 'b' }],
  ...change,
});

export const aProduct = (change: Partial<Product> = {}): Product => ({
  id: '001',
  productId: '001',
  name: '린넨 셔츠 원피스',
  priceKrw: 59_000,
  imageUrl: 'https://shop.example/001.jpg',
  url: 'https://shop.example/products/001',
  inStock: true,
  category: '원피스',
  at: someTime,
  factId: 'p',
  ...change,
});

export const aDispatch = (change: Partial<Dispatch> = {}): Dispatch => ({
  id: '01KAAAAAAAAAAAAAAAAAAAAAAA',
  requestedBy: 'owner',
  at: someTime,
  state: 'synced',
  expiresAt: someTime + 86_400_000,
  channel: 'kakao_brand',
  counts: Object.fromEntries(itemStates.map((state) => [state, 0])) as Dispatch['counts'],
  ...change,
});

export const anItem = (change: Partial<DispatchItem> = {}): DispatchItem => ({
  id: 'a'.repeat(64),
  dispatchId: '01KAAAAAAAAAAAAAAAAAAAAAAA',
  userId: '39',
  productIds: ['001'],
  state: 'pending',
  at: someTime,
  attempt: 0,
  history: [],
  ...change,
});
