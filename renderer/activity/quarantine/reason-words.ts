import type { TFunction } from 'i18next';
import type { FailureCode } from '../../../contract/failure.ts';

/** Why packets are kept aside, in the order of the filter. */
export const reasons = [
  'event.schema',
  'event.notJson',
  'event.notUtf8',
  'event.tooDeep',
  'event.unknownKind',
  'event.idReused',
] as const satisfies readonly FailureCode[];
type Reason = (typeof reasons)[number];

const isReason = (code: FailureCode): code is Reason => (reasons as readonly FailureCode[]).includes(code);

/** A reason in a few words, for a list; any other code as it is. */
export function reasonWords(code: FailureCode, t: TFunction<'activity'>): string {
  return isReason(code) ? t(`reason.${code.slice('event.'.length) as ShortReason}`) : code;
}

type ShortReason = Reason extends `event.${infer Short}` ? Short : never;
