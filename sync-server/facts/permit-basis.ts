import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import type { Person } from '../../contract/person.ts';
import type { SendingPolicy, SendingRules } from '../../contract/policy/sending-policy.ts';
import { isBeingTold } from '../../domain/dispatching/notice/permit-notice.ts';
import type { OwnBasis } from '../../domain/dispatching/permit-all.ts';
import { sentAmong } from '../../domain/dispatching/sent-before.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { toMobileNumber } from '../../domain/person/mobile-number.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import type { Documents } from './documents.ts';
import { numberId } from './number-id.ts';
import { loadNotices, loadSent, noticeItems, type SentAsked, sentItems } from './sent-index.ts';

type Recipient = Pick<DispatchItem, 'userId' | 'productIds' | 'consentFactId'>;

/** What holds for a whole dispatch. */
export type DispatchTerms = Pick<OwnBasis, 'channel' | 'repeatAllowed' | 'sandbox'>;

/** A dispatch, and the moment for which its permits are asked, epoch ms: what is loaded for one is not enough for an earlier one. */
export type PermitAsked = Readonly<{ terms: DispatchTerms; now: number }>;

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

/**
 * Loads what the permits of these recipients are judged by (I8): everybody with one of their numbers too, and of what was sent to them before
 * only what the rules ask for.
 */
export async function loadPermitBasis(documents: Documents, recipients: readonly Recipient[], asked: PermitAsked): Promise<void> {
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
  await documents.loadNamed(
    'person',
    numbers.flatMap((id) => documents.get('numberUsers', id)?.users ?? []),
  );
  await loadSent(
    documents,
    recipients.flatMap((recipient) => sentAsked(documents, recipient, asked)),
  );
  await loadNotices(documents, recipients);
}

/** What is asked about the earlier messages of a recipient, and of those with the same number. Information counts for no limit. */
function sentAsked(documents: Documents, { userId, productIds }: Recipient, { terms, now }: PermitAsked): readonly SentAsked[] {
  if (terms.channel === 'kakao_alimtalk') return [];
  const limits = { rules: sendingRules(documents), productIds, repeatAllowed: terms.repeatAllowed };
  const others = othersWithNumber(documents, documents.get('person', userId));
  return [userId, ...others.map(({ id }) => id)].map((id) => ({ userId: id, limits, now }));
}

/**
 * Numbers of these recipients that another user has, whose item of one of these dispatches takes the number; E.164. After the basis of these
 * recipients was loaded.
 */
export async function numbersTaken(
  documents: Documents,
  dispatches: ReadonlySet<string>,
  recipients: readonly Recipient[],
  takes: (item: DispatchItem) => boolean,
): Promise<readonly string[]> {
  const shared = recipients.flatMap(({ userId }) => {
    const person = documents.get('person', userId);
    const number = person?.phone && toMobileNumber(person.phone.value);
    if (number === undefined) return [];
    return othersWithNumber(documents, person).flatMap(({ id }) =>
      [...dispatches].map((dispatch) => ({ number, item: itemId(dispatch, id) })),
    );
  });
  await documents.loadNamed(
    'dispatchItem',
    shared.map(({ item }) => item),
  );
  return shared.flatMap(({ number, item }) => {
    const theirs = documents.get('dispatchItem', item);
    return theirs && takes(theirs) ? [number] : [];
  });
}

/** What was loaded for one of them. */
export function permitBasis(documents: Documents, recipient: Recipient, asked: PermitAsked): OwnBasis {
  const { userId, productIds, consentFactId } = recipient;
  const person = documents.get('person', userId);
  return {
    ...asked.terms,
    person,
    sameNumber: [...othersWithNumber(documents, person), ...optOutOf(documents, person)],
    products: productIds.map((id) => documents.get('product', id)),
    policy: sendingRules(documents),
    ...(consentFactId !== undefined && {
      notice: { consentFactId, isBeingTold: isBeingTold(noticeItems(documents, userId, consentFactId), consentFactId) },
    }),
    sent: sentAmong(sentAsked(documents, recipient, asked).flatMap((one) => sentItems(documents, one))),
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
