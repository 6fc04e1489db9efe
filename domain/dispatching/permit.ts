import type { Channel, Purpose } from '../../contract/consented.ts';
import type { DispatchChannel } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { PermitGround, PermitRecord } from '../../contract/permit-record.ts';
import type { Person } from '../../contract/person.ts';
import type { SendingPolicy, SendingRules } from '../../contract/policy/sending-policy.ts';
import type { Product } from '../../contract/product.ts';
import type { EpochMs } from '../../contract/time.ts';
import { type ConsentStanding, consentStanding } from '../consent/consent-standing.ts';
import { transactionGround } from '../consent/transaction-ground.ts';
import { toMobileNumber } from '../person/mobile-number.ts';
import { type NoticeBasis, permitNotice } from './notice/permit-notice.ts';
import { isProhibited } from './prohibited.ts';
import { firstSendable, isDay } from './send-window.ts';
import { hasFreeNumber, processorGap, senderGaps } from './sender-gaps.ts';
import { brokenLimits, type SentItem } from './sent-before.ts';

/** Ways an advertisement takes. `sms`: what stands in where KakaoTalk cannot be reached, with a consent of its own. A test to oneself asks nobody. */
export type AdChannel = Extract<DispatchChannel, 'kakao_brand'> | 'sms';

/** Everything that says whether one person may be sent one message. */
export type PermitBasis = Readonly<{
  person: Person | undefined;
  /** Other people with the same phone number. */
  sameNumber: readonly Person[];
  products: readonly (Product | undefined)[];
  policy: SendingRules | SendingPolicy;
  /** Earlier items of this person and of those with the same number. */
  sent: readonly SentItem[];
  channel: DispatchChannel | AdChannel;
  /** Of information. */
  notice?: NoticeBasis;
  /** Somebody before them in the same dispatch is sent it on the same number. */
  sameNumberBefore?: boolean;
  /** The marketer wants the same products sent again. */
  repeatAllowed: boolean;
  /** Nothing leaves the server: a shop may try it before it has said who it is. */
  sandbox: boolean;
}>;

/** `skip`: never, by reasons of which the first is shown; `hold`: not at this hour. */
export type Permit =
  | Readonly<{ kind: 'send'; ground: PermitGround }>
  | Readonly<{ kind: 'skip'; reasons: readonly [FailureCode, ...FailureCode[]] }>
  | Readonly<{ kind: 'hold'; reason: 'window'; until: EpochMs }>;

const consentFor = { kakao_brand: 'kakao', sms: 'sms' } as const satisfies Record<AdChannel, Channel>;

/**
 * Whether these products may be sent to this person now: the same on the desk and on the server, asked when composed, when queued, and in the
 * transaction that puts on record that it is sent (I8). What has to wait for its hour is judged as of that hour: a limit of today says nothing
 * against tomorrow morning, and a consent that has to be confirmed by then is due.
 */
export function permit(basis: PermitBasis, now: number): Permit {
  const { person, sameNumber, policy, channel } = basis;
  if (channel === 'kakao_alimtalk') return permitNotice(basis, basis.notice);
  const consentOf = (purpose: Purpose, when: number) =>
    consentStanding(person, sameNumber, { purpose, channel: consentFor[channel] }, when);
  const hours = { channel, window: policy.window, nightConsent: () => isGranted(consentOf('night-ad', now), policy) };
  const at = firstSendable(hours, now);
  const standing = consentOf('ad', at);
  const ground = groundOf(standing, basis, at);
  const reasons: FailureCode[] = ground ? [] : [consentReason(standing)];
  if (person?.minor?.under14 && !person.minor.guardianAgreed) reasons.push('person.under14');
  reasons.push(...contactReasons(basis), ...productReasons(basis), ...limitReasons(basis, at));
  if (!basis.sandbox) reasons.push(...senderReasons(basis, at));
  if (isSome(reasons)) return { kind: 'skip', reasons };
  if (at > now) return { kind: 'hold', reason: 'window', until: at };
  return { kind: 'send', ground: ground as PermitGround };
}

const isSome = (reasons: readonly FailureCode[]): reasons is readonly [FailureCode, ...FailureCode[]] => reasons.length > 0;

/**
 * Whether a text message may stand in for an advertisement that may be sent now: only where the shop has switched that on, on a consent to text
 * messages of its own, with a number to refuse them at no cost, carried by who is certified for it, and never by night (정보통신망법 제50조 제1항,
 * 제3항, 제4항, 제50조의3).
 */
export function mayStandIn(basis: PermitBasis, now: number): boolean {
  const { channel, policy } = basis;
  if (channel !== 'kakao_brand' || !policy.smsStandIn || !hasFreeNumber(policy) || !isDay(now)) return false;
  const answer = permit({ ...basis, channel: 'sms', sandbox: false }, now);
  return answer.kind === 'send' && answer.ground.kind === 'consent';
}

/** A permit as it is kept with its item. */
export const toPermitRecord = (permit: Permit, { policy }: Pick<PermitBasis, 'policy'>, at: EpochMs): PermitRecord => ({
  at,
  policyVersion: 'version' in policy ? policy.version : 0,
  reasons: permit.kind === 'skip' ? [...permit.reasons] : [],
  ...(permit.kind === 'send' && { ground: permit.ground }),
});

const isGranted = ({ kind }: ConsentStanding, { reconfirmBlocks }: SendingRules): boolean =>
  kind === 'granted' || (kind === 'due' && !reconfirmBlocks);

/** On what they may be written to; a purchase stands for a consent that was never given, never for one that was taken back. */
function groundOf(standing: ConsentStanding, { person, products, policy }: PermitBasis, at: number): PermitGround | undefined {
  if ('ground' in standing) return isGranted(standing, policy) ? standing.ground : undefined;
  return standing.kind === 'missing' && policy.transactionException ? transactionGround(person, products, at) : undefined;
}

function consentReason({ kind }: ConsentStanding): FailureCode {
  if (kind === 'withdrawn') return 'consent.withdrawn';
  return kind === 'missing' ? 'consent.missing' : 'consent.reconfirmDue';
}

/** Since 2026 the law lets text messages be carried only by who is certified for it (정보통신망법 제50조의3). */
const senderReasons = ({ policy, channel }: PermitBasis, at: number): FailureCode[] => [
  ...(senderGaps(policy).length > 0 ? (['sender.incomplete'] as const) : []),
  ...(channel === 'sms' && processorGap(policy, at) ? (['sender.uncertified'] as const) : []),
];

/** Most rules say nothing of most people: ten thousand of them share it. */
const none: readonly never[] = [];

/** Whether there is a number to write to, which nobody else of the same dispatch is written to on. */
export function contactReasons({ person, sameNumberBefore }: Pick<PermitBasis, 'person' | 'sameNumberBefore'>): readonly FailureCode[] {
  if (!person?.phone) return ['contact.missing'];
  if (toMobileNumber(person.phone.value) === undefined) return ['contact.invalid'];
  return sameNumberBefore ? ['contact.duplicate'] : none;
}

type Judged = Readonly<{ policy: PermitBasis['policy']; reasons: readonly FailureCode[] }>;

/** What was said of a list of products: where everybody gets the same, it is one list. */
const judgedProducts = new WeakMap<PermitBasis['products'], Judged>();

function productReasons({ products, policy }: PermitBasis): readonly FailureCode[] {
  const before = judgedProducts.get(products);
  if (before?.policy === policy) return before.reasons;
  const reasons = reasonsAgainst(products, policy);
  judgedProducts.set(products, { policy, reasons });
  return reasons;
}

function reasonsAgainst(products: PermitBasis['products'], policy: PermitBasis['policy']): readonly FailureCode[] {
  const known = products.filter((product) => product !== undefined);
  return [
    ...(known.length < products.length ? (['product.unknown'] as const) : []),
    ...(known.some(({ inStock }) => !inStock) ? (['product.outOfStock'] as const) : []),
    ...(known.some(({ category }) => isProhibited(category, policy.prohibitedCategories)) ? (['product.prohibited'] as const) : []),
  ];
}

/** Most people were sent nothing before. */
const limitReasons = (basis: PermitBasis, at: number): readonly FailureCode[] =>
  basis.sent.length === 0
    ? none
    : brokenLimits(basis.sent, { rules: basis.policy, productIds: productIdsOf(basis), repeatAllowed: basis.repeatAllowed }, at);

const productIdsOf = ({ products }: PermitBasis): readonly string[] => products.flatMap((product) => product?.id ?? []);
