import catalogue from '../../assets/sample/catalogue.json';
import conversations from '../../assets/sample/conversations.json';
import { type DayCounts, type Lead, leadStatuses, type TailMessage } from '../../contract/lead.ts';
import type { Person } from '../../contract/person.ts';
import { CatalogueEntry, type Product } from '../../contract/product.ts';
import { hash } from '../../domain/identity/hash.ts';
import { leadId } from '../../domain/identity/ids.ts';
import { kstDay } from '../../domain/time/kst.ts';
import { createRandom, type Random } from './random.ts';

/** A shop as its replica would hold it: believable, invented, and the same for the same seed, size and time. */
export type Shop = Readonly<{
  leads: readonly Lead[];
  persons: readonly Person[];
  products: readonly Product[];
  members: readonly string[];
}>;

const { familyNames, givenNames, requests } = conversations;
const members = ['owner', 'jiyoon', 'minseok', 'haeun'];
const tags = ['단골', '선물용', '재구매', '가격 문의', '기업 구매', '입고 알림', '교환 문의'];
const dayMs = 86_400_000;
const span = 120;

/** Now and then a number that is none, and one that several people share; the others have their own. */
const oddPhones: readonly (string | undefined)[] = Array.from({ length: 31 }, (_, n) => ({ 4: '02-555-0199', 17: '010-5550-0117' })[n]);
/** So many people, and one of them is under 14. */
const minorEvery = 61;

const questions: Readonly<Record<string, readonly string[]>> = conversations.questions;

export function inventShop(size: number, now: number, seed = 7): Shop {
  const random = createRandom(seed);
  const products = CatalogueEntry.array()
    .parse(catalogue)
    .map((entry): Product => ({ id: entry.productId, ...entry, at: now - span * dayMs, factId: hash(entry.productId) }));
  const persons = Array.from({ length: Math.ceil(size / 1.6) }, (_, index) => inventPerson(index, now, random));
  const leads = new Map<string, Lead>();
  while (leads.size < size) {
    const lead = inventLead(random.pick(persons).id, liked(products, random), now, random);
    leads.set(lead.id, lead);
  }
  return { leads: [...leads.values()], persons, products, members };
}

/** Some products are much more liked than others. */
const liked = (products: readonly Product[], random: Random): Product =>
  products[Math.floor(products.length * random.next() ** 2.4)] as Product;

function inventPerson(index: number, now: number, random: Random): Person {
  const said = (value: string) => ({ value, at: now - dayMs, factId: hash(value) });
  const digits = () => String(random.below(10_000)).padStart(4, '0');
  return {
    id: `u${String(10_001 + index)}`,
    ...(random.chance(0.82) && { name: said(random.pick(familyNames) + random.pick(givenNames)) }),
    ...(random.chance(0.74) && { phone: said(oddPhones[index % oddPhones.length] ?? `010-${digits()}-${digits()}`) }),
    ...(index % minorEvery === minorEvery - 1 && { minor: { under14: true, guardianAgreed: false, at: now - dayMs, factId: hash(index) } }),
    ...(random.chance(0.7) ? inventWord(index, now, random) : { consents: [] }),
  };
}

/** Most agreed a while ago and were told so; a few spoke lately, and a few are due to be asked again. */
function inventWord(index: number, now: number, random: Random): Pick<Person, 'consents' | 'words' | 'notices'> {
  const isRecent = index % 31 === 4;
  const ageDays = isRecent ? random.below(16) : index % 43 === 7 ? 680 + random.below(60) : 20 + random.below(600);
  const word = { purpose: 'ad', channel: 'kakao', granted: random.chance(0.9), at: now - ageDays * dayMs, factId: hash(index) } as const;
  const notice = { consentFactId: word.factId, at: word.at + dayMs, factId: hash('notice', index) };
  return { consents: [word], words: [word], ...(!isRecent && { notices: [notice] }) };
}

function inventLead(userId: string, product: Product, now: number, random: Random): Lead {
  const ages = [...new Set(Array.from({ length: 1 + random.below(5) }, () => Math.floor(span * random.next() ** 1.15)))].sort(
    (a, b) => b - a,
  );
  const days = ages.map((age): DayCounts => inventDay(kstDay(now - age * dayMs), random));
  const sum = (column: 1 | 2 | 3 | 4) => days.reduce((total, day) => total + day[column], 0);
  const lastSeenAt = now - (ages.at(-1) ?? 0) * dayMs - random.below(7 * 3_600_000);
  const tail = inventTail(product, sum(2), sum(3), lastSeenAt, random);
  const waiting = random.chance(0.06) ? 1 : 0;
  return {
    id: leadId(userId, product.id),
    userId,
    productId: product.id,
    searches: sum(1),
    questions: sum(2),
    waiting,
    requests: sum(3),
    refusals: sum(4),
    days,
    ...((sum(3) > 0 || sum(4) > 0) && {
      lastRequest: { at: lastSeenAt, requestEventId: hash(userId, product.id), decisionNo: 1, requestType: sum(3) > 0 ? '1' : '0' },
    }),
    firstSeenAt: now - (ages[0] ?? 0) * dayMs,
    lastSeenAt,
    lastReceivedAt: lastSeenAt + random.below(400),
    tail,
    ...inventCare(random),
    notes: random.chance(0.1)
      ? [{ id: '01JD0000000000000000000000', text: '다음 주 신상품 입고 때 먼저 알려 달라고 함', by: random.pick(members), at: lastSeenAt }]
      : [],
  };
}

const inventDay = (day: string, random: Random): DayCounts => [
  day,
  1 + random.below(4),
  random.chance(0.55) ? 1 + random.below(2) : 0,
  random.chance(0.26) ? 1 : 0,
  random.chance(0.07) ? 1 : 0,
];

function inventTail(product: Product, asked: number, requested: number, at: number, random: Random): TailMessage[] {
  const of = (kind: TailMessage['kind'], index: number, text: string): TailMessage => ({
    at: at - index * 190_000,
    factId: hash(product.id, at, index),
    kind,
    text,
  });
  const said = questions[product.category] ?? ['재고가 있나요?'];
  const messages = [
    ...(requested > 0 ? [random.pick(requests)] : []),
    ...Array.from({ length: Math.min(2, asked) }, () => random.pick(said)),
  ];
  return messages.map((text, index) => of(requested > 0 && index === 0 ? 'requested' : 'questioned', index, text));
}

/** What marketers did with it: most leads are still new. */
function inventCare(random: Random): Pick<Lead, 'status' | 'tags' | 'marketerId'> {
  const touched = random.chance(0.45);
  return {
    status: touched ? random.pick(leadStatuses) : 'new',
    tags: random.chance(0.3) ? [random.pick(tags)] : [],
    ...(touched && { marketerId: random.pick(members) }),
  };
}
