import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import type { Person } from '../../contract/person.ts';
import type { SendingPolicy, SendingRules } from '../../contract/policy/sending-policy.ts';
import { isBeingTold } from '../../domain/dispatching/notice/permit-notice.ts';
import type { OwnBasis } from '../../domain/dispatching/permit-all.ts';
import { sentAmong } from '../../domain/dispatching/sent-before.ts';
import { toMobileNumber } from '../../domain/person/mobile-number.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import type { Documents } from './documents.ts';
import { numberId } from './number-id.ts';

type Recipient = Pick<DispatchItem, 'userId' | 'productIds' | 'consentFactId'>;

/** What holds for a whole dispatch. */
export type DispatchTerms = Pick<OwnBasis, 'channel' | 'repeatAllowed' | 'sandbox'>;

/** Of a dispatch; `provider` is whose hands it is in, none yet before its first claim. */
export const termsOf = ({ channel, repeatAllowed, provider }: Pick<Dispatch, 'channel' | 'repeatAllowed' | 'provider'>): DispatchTerms => ({
  channel,
  repeatAllowed: repeatAllowed === true,
  sandbox: provider === undefined || provider === 'sandbox',
});

/** What the shop goes by, as far as it was loaded. */
export function sendingRules(documents: Documents): SendingRules | SendingPolicy {
  const policy = documents.get('policy', 'sending');
  return policy?.id === 'sending' ? policy : shippedRules('sending');
}

/** Loads what the permits of these recipients are judged by (I8): everybody with one of their numbers too. */
export async function loadPermitBasis(documents: Documents, recipients: readonly Recipient[]): Promise<void> {
  const users = recipients.map(({ userId }) => userId);
  await documents.loadNamed('policy', ['sending']);
  await documents.loadNamed('person', users);
  await documents.loadNamed(
    'product',
    recipients.flatMap(({ productIds }) => productIds),
  );
  const numbers = users.flatMap((userId) => numberOf(documents.get('person', userId)) ?? []);
  await documents.loadNamed('numberUsers', numbers);
  await documents.loadNamed('numberOptOut', numbers);
  const known = [...users, ...numbers.flatMap((id) => documents.get('numberUsers', id)?.users ?? [])];
  await documents.loadNamed('person', known);
  await documents.loadNamed('sentTo', known);
  await documents.loadNamed(
    'dispatchItem',
    known.flatMap((userId) => documents.get('sentTo', userId)?.items ?? []),
  );
}

/** Numbers of these recipients that another user has, whose item of one of these dispatches takes the number; E.164. */
export function numbersTaken(
  documents: Documents,
  dispatches: ReadonlySet<string>,
  recipients: readonly Recipient[],
  takes: (item: DispatchItem) => boolean,
): readonly string[] {
  return recipients.flatMap(({ userId }) => {
    const person = documents.get('person', userId);
    const others = othersWithNumber(documents, person).flatMap(({ id }) => itemsOf(documents, id));
    const isTaken = others.some((item) => dispatches.has(item.dispatchId) && takes(item));
    return isTaken && person?.phone ? (toMobileNumber(person.phone.value) ?? []) : [];
  });
}

/** What was loaded for one of them. */
export function permitBasis(documents: Documents, { userId, productIds, consentFactId }: Recipient, terms: DispatchTerms): OwnBasis {
  const person = documents.get('person', userId);
  const others = othersWithNumber(documents, person);
  return {
    ...terms,
    person,
    sameNumber: [...others, ...optOutOf(documents, person)],
    products: productIds.map((id) => documents.get('product', id)),
    policy: sendingRules(documents),
    ...(consentFactId !== undefined && { notice: { consentFactId, isBeingTold: isBeingTold(itemsOf(documents, userId), consentFactId) } }),
    sent: sentAmong([userId, ...others.map(({ id }) => id)].flatMap((id) => itemsOf(documents, id))),
  };
}

/** Asked several times about each recipient of a batch, and a hash each time. */
const numbers = new WeakMap<Person, string>();

function numberOf(person: Person | undefined): string | undefined {
  const mobile = person?.phone && toMobileNumber(person.phone.value);
  if (!person || mobile === undefined) return undefined;
  const number = numbers.get(person) ?? numberId(mobile);
  numbers.set(person, number);
  return number;
}

function othersWithNumber(documents: Documents, person: Person | undefined): readonly Person[] {
  const number = numberOf(person);
  if (!person || number === undefined) return [];
  const users = documents.get('numberUsers', number)?.users ?? [];
  const others = users.filter((id) => id !== person.id).flatMap((id) => documents.get('person', id) ?? []);
  return others.filter((other) => numberOf(other) === number);
}

/** An opt-out at a provider is one of whoever has the number, also of somebody who was not known then. */
function optOutOf(documents: Documents, person: Person | undefined): readonly Person[] {
  const number = numberOf(person);
  const optOut = number === undefined ? undefined : documents.get('numberOptOut', number);
  if (!optOut) return [];
  const withdrawn = { purpose: 'ad' as const, granted: false, at: optOut.at, factId: optOut.factId };
  return [
    {
      id: optOut.id,
      consents: [
        { ...withdrawn, channel: 'kakao' },
        { ...withdrawn, channel: 'sms' },
      ],
    },
  ];
}

const itemsOf = (documents: Documents, userId: string): readonly DispatchItem[] =>
  (documents.get('sentTo', userId)?.items ?? []).flatMap((id) => documents.get('dispatchItem', id) ?? []);
