import fc from 'fast-check';
import type { ChatEvent } from '../chat-event.ts';
import type { Consented } from '../consented.ts';
import type { Identified } from '../identified.ts';
import type { ProductStated } from '../product.ts';
import type { UpEvent } from '../up-event.ts';
import { someTime } from './build-event.ts';

const fewUsers = fc.constantFrom('39', '40', 'user:7');
const fewProducts = fc.constantFrom('001', '002', '003');

/** Text as people write it, Korean among it: no NUL, no lone surrogate, 1 to 60 units. */
export const anyText = fc.oneof(
  fc.constantFrom('불가능', '재입고 언제 되나요?', '네이비 있어요?', '선물 포장 부탁드려요 🎁', '안 되나요…'),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((text) => !text.includes('\0') && text.length <= 60 && text.length > 0),
);

/** Around `someTime`, within four days, so that several KST days and equal times happen. */
export const anyTime = fc.integer({ min: -48, max: 48 }).map((hours) => someTime + hours * 3_600_000);

const anyEventId = fc.uuid({ version: 4 });
const said = { eventId: anyEventId, chatId: fc.constantFrom('1', '2'), userId: fewUsers, productId: fewProducts, occurredAt: anyTime };

export const anyChatEvent: fc.Arbitrary<ChatEvent> = fc.oneof(
  fc.record({ ...said, kind: fc.constant('searched' as const) }),
  fc.record({ ...said, kind: fc.constant('questioned' as const), message: anyText }),
  fc.record({ ...said, kind: fc.constant('requested' as const), message: anyText }),
);

export const anyIdentified: fc.Arbitrary<Identified> = fc.record(
  {
    kind: fc.constant('identified' as const),
    eventId: anyEventId,
    userId: fewUsers,
    name: fc.constantFrom('김하늘', '이도윤'),
    phone: fc.constantFrom('010-0000-0001', '010-0000-0002'),
    occurredAt: anyTime,
  },
  { requiredKeys: ['kind', 'eventId', 'userId', 'occurredAt'] },
);

export const anyConsented: fc.Arbitrary<Consented> = fc.record({
  kind: fc.constant('consented' as const),
  eventId: anyEventId,
  userId: fewUsers,
  purpose: fc.constantFrom('ad' as const, 'night-ad' as const),
  channel: fc.constantFrom('kakao' as const, 'sms' as const),
  granted: fc.boolean(),
  evidence: anyText,
  occurredAt: anyTime,
});

export const anyProductStated: fc.Arbitrary<ProductStated> = fc.record({
  kind: fc.constant('product' as const),
  eventId: anyEventId,
  productId: fewProducts,
  name: fc.constantFrom('린넨 원피스', '데님 재킷'),
  priceKrw: fc.integer({ min: 0, max: 500_000 }),
  imageUrl: fc.constant('https://shop.example/a.jpg'),
  url: fc.constant('https://shop.example/a'),
  inStock: fc.boolean(),
  category: fc.constant('의류'),
  occurredAt: anyTime,
});

/** Any of the six kinds; few users and products, so that facts meet. */
export const anyUpEvent: fc.Arbitrary<UpEvent> = fc.oneof(
  { weight: 4, arbitrary: anyChatEvent },
  anyIdentified,
  anyConsented,
  anyProductStated,
);

/** Events with distinct ids. */
export const anyUpEvents = (maxLength = 30): fc.Arbitrary<UpEvent[]> =>
  fc.uniqueArray(anyUpEvent, { maxLength, selector: ({ eventId }) => eventId });
