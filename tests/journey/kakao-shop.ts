import { randomUUID } from 'node:crypto';
import type { CatalogueEntry } from '../../contract/product.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import { catalogue } from '../simulate/sample.ts';
import { nameOf } from './busy-shop.ts';
import { sayEvents } from './say-events.ts';
import type { Reached } from './simulator.ts';
import { asOwner, doesOnServer } from './teammate.ts';

/** Who talked to the shop; `agreed` is absent of somebody who was never asked. */
export type Guest = Readonly<{ userId: string; name: string; phone?: string; agreed?: boolean }>;

const reachable = 50;
const others = 6;

const guest = (at: number): Guest & Readonly<{ phone: string }> => ({
  userId: `guest-${String(at + 1).padStart(2, '0')}`,
  name: nameOf(at),
  phone: `0102345${String(at + 1).padStart(4, '0')}`,
});

/** Those who may be sent an advertisement. */
export const agreeing: readonly (Guest & Readonly<{ phone: string }>)[] = Array.from({ length: reachable }, (_, at) => ({
  ...guest(at),
  agreed: true,
}));

const { phone: _unknown, ...withoutPhone } = { ...guest(reachable + 2), agreed: true };
/** Those who may not, each for another reason: by the word and by the sentence that the desk has for it. */
export const leftOut: readonly Readonly<{ who: Guest; word: string; sentence: string }>[] = [
  { who: guest(reachable), word: '수신 동의 없음', sentence: '광고 수신에 동의하지 않았어요.' },
  { who: { ...guest(reachable + 1), agreed: false }, word: '수신 거부', sentence: '광고 수신을 거부했어요.' },
  { who: withoutPhone, word: '연락처 없음', sentence: '카카오톡으로 보낼 연락처가 없어요.' },
];

/** Everybody who asked about the one product; a few more asked about another. */
export const interested: readonly Guest[] = [...agreeing, ...leftOut.map(({ who }) => who)];
/** Of them all about both. */
export const talksInAll = interested.length + others;

const [asked, sent, another] = catalogue as readonly [CatalogueEntry, CatalogueEntry, CatalogueEntry];
/** What they asked about, and what they are sent. */
export const goods = { asked, sent };

/** The shop's prices and what the law wants in every advertisement; nothing is sent without it. */
const rules = {
  ...shippedRules('sending'),
  senderName: '톡렌즈 커피',
  senderContact: '02-1234-5678',
  freeOptOut: '080-123-4567',
  priceKrw: 30,
  processor: { name: '솔라피' },
};
/** What a message to each of so many people is expected to cost. */
export const costOf = (people: number): number => people * rules.priceKrw;

/** What people said in the hour before `now`, and what the shop has said of itself. */
export async function fillKakaoShop(place: Reached, imageUrl: string, now: number): Promise<void> {
  const hourMs = 3_600_000;
  const say = <E extends object>(event: E) => ({ ...event, eventId: randomUUID(), occurredAt: now - hourMs }) as unknown as UpEvent;
  const talks = (userId: string, { productId }: CatalogueEntry) => say({ kind: 'searched', userId, productId, chatId: `chat-${userId}` });
  await sayEvents(place, [
    ...[asked, sent, another].map((product) => say({ kind: 'product', ...product, imageUrl })),
    ...interested.flatMap(({ userId, name, phone, agreed }) => [
      say({ kind: 'identified', userId, name, ...(phone !== undefined && { phone }) }),
      ...(agreed === undefined ? [] : [say(consent(userId, agreed))]),
      talks(userId, asked),
    ]),
    ...agreeing.slice(0, others).map(({ userId }) => talks(userId, another)),
  ]);
  await doesOnServer(await asOwner(place), { kind: 'setPolicy', policy: rules, from: 0 });
}

const consent = (userId: string, granted: boolean) =>
  ({
    kind: 'consented',
    userId,
    purpose: 'ad',
    channel: 'kakao',
    granted,
    evidence: granted ? '할인 소식을 받을게요' : '그만 받을게요',
  }) as const;

/** As a chat client says it when somebody writes that it is enough. */
export const optOut = ({ userId }: Guest, now: number): UpEvent => ({ ...consent(userId, false), eventId: randomUUID(), occurredAt: now });
