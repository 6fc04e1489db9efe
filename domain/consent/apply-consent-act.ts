import type { MarkMinor } from '../../contract/command/mark-minor.ts';
import type { NoteNotice } from '../../contract/command/note-notice.ts';
import type { ReconfirmConsent } from '../../contract/command/reconfirm-consent.ts';
import type { RecordConsent } from '../../contract/command/record-consent.ts';
import type { RecordPurchase } from '../../contract/command/record-purchase.ts';
import type { Confirmation, Person, Transaction } from '../../contract/person.ts';
import { byCodeUnit, newer } from '../order.ts';
import { foldConsent } from '../person/fold-person.ts';
import { unreachable } from '../unreachable.ts';
import { withNotice } from './untold-words.ts';

type Bare<Act> = Omit<Act, 'evidence' | 'guardianEvidence'>;
/** What a person writes into the ledger of consents; its evidence is kept apart, and is not needed to judge by. */
export type ConsentAct =
  | Bare<RecordConsent>
  | NoteNotice
  | Bare<ReconfirmConsent>
  | (Bare<MarkMinor> & Readonly<{ guardianAgreed: boolean }>)
  | RecordPurchase;

/** `receivedAt`: nothing is said to have happened later than it was heard of. */
export type ActStamp = Readonly<{ factId: string; at: number; receivedAt: number }>;

/** What becomes of a person by such an act: the same on server and desk, and in any order with what chats say. */
export function applyConsentAct(person: Person, act: ConsentAct, { factId, at, receivedAt }: ActStamp): Person {
  const stamp = (said: number) => ({ at: Math.min(said, receivedAt), factId });
  switch (act.kind) {
    case 'recordConsent':
      return foldConsent(person, { purpose: act.purpose, channel: act.channel, granted: act.granted, ...stamp(act.at) });
    case 'reconfirmConsent': {
      const subject = { purpose: act.purpose, channel: act.channel };
      if (!act.kept) return foldConsent(person, { ...subject, granted: false, ...stamp(act.at) });
      return { ...person, confirmations: newestConfirmations(person.confirmations ?? [], { ...subject, ...stamp(act.at) }) };
    }
    case 'noteNotice':
      return withNotice(person, { consentFactId: act.consentFactId, ...stamp(act.at) });
    case 'markMinor': {
      const said = { under14: act.under14, guardianAgreed: act.guardianAgreed, at, factId };
      return person.minor && newer(person.minor, said) ? person : { ...person, minor: said };
    }
    case 'recordPurchase': {
      const bought = { category: act.category, endedAt: Math.min(act.endedAt, receivedAt), factId };
      return { ...person, transactions: newestTransactions(person.transactions ?? [], bought) };
    }
    default:
      return unreachable(act);
  }
}

function newestConfirmations(known: readonly Confirmation[], next: Confirmation): Confirmation[] {
  const isSame = (each: Confirmation) => each.purpose === next.purpose && each.channel === next.channel;
  const old = known.find(isSame);
  const stands = old && newer(old, next) ? old : next;
  return [...known.filter((each) => !isSame(each)), stands].sort(
    (a, b) => byCodeUnit(a.purpose, b.purpose) || byCodeUnit(a.channel, b.channel),
  );
}

function newestTransactions(known: readonly Transaction[], next: Transaction): Transaction[] {
  const old = known.find(({ category }) => category === next.category);
  const isOlder = old && newer({ at: old.endedAt, factId: old.factId }, { at: next.endedAt, factId: next.factId });
  return [...known.filter((each) => each !== old), isOlder ? old : next].sort((a, b) => byCodeUnit(a.category, b.category));
}
