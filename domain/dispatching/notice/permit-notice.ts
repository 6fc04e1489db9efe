import type { DispatchItem } from '../../../contract/dispatch.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { ConsentState } from '../../../contract/person.ts';
import { contactReasons, type Permit, type PermitBasis } from '../permit.ts';
import { isOut } from '../sent-before.ts';
import { namesSender, wordsOf } from './compose-notice.ts';

/** Which word a notice tells the result of, and whether another message does already. */
export type NoticeBasis = Readonly<{ consentFactId: string; isBeingTold: boolean }>;

/**
 * Whether somebody may be told what became of a word of theirs. That is information, which the law demands (정보통신망법 제50조 제7항): it needs no
 * consent, has no hours and counts for no limit. It is sent once.
 */
export function permitNotice(basis: PermitBasis, notice: NoticeBasis | undefined): Permit {
  const { person } = basis;
  const words = notice && wordsOf(person?.words, notice.consentFactId);
  const isTold = notice && (notice.isBeingTold || person?.notices?.some(({ consentFactId }) => consentFactId === notice.consentFactId));
  const [first, ...rest]: FailureCode[] = [
    ...(words ? [] : (['consent.unknown'] as const)),
    ...(isTold ? (['consent.told'] as const) : []),
    ...(person?.minor?.under14 && !person.minor.guardianAgreed ? (['person.under14'] as const) : []),
    ...contactReasons(basis),
    ...templateReasons(basis),
  ];
  if (first) return { kind: 'skip', reasons: [first, ...rest] };
  return { kind: 'send', ground: toGround(words as readonly [ConsentState]) };
}

const toGround = ([{ factId, at }]: readonly [ConsentState, ...ConsentState[]]) => ({ kind: 'notice' as const, factId, at });

function templateReasons({ policy: { noticeTemplate, senderName }, sandbox }: PermitBasis): readonly FailureCode[] {
  if (!noticeTemplate) return ['notice.noTemplate'];
  return senderName === undefined && (!sandbox || namesSender(noticeTemplate)) ? ['sender.incomplete'] : [];
}

/** Whether a phone shows a notice of the same word already, or may; a notice that waits is none, so that of two the first to leave counts. */
export const isBeingTold = (items: readonly DispatchItem[], consentFactId: string): boolean =>
  items.some((item) => item.consentFactId === consentFactId && isOut(item));
