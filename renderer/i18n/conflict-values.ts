import type { TFunction } from 'i18next';
import type { Conflict } from '../../contract/activity.ts';
import type { ShownValue } from '../parts/ValuePair.tsx';
import type { ConflictRow } from '../replica/conflicts/conflict-row.ts';
import { fieldValue } from './describe-field.ts';
import type { Format } from './format.ts';

/** The catalogues, and the ways to write a time, that a conflict is told with. */
export type ConflictWords = Readonly<{ t: TFunction<'conflicts'>; leads: TFunction<'leads'>; format: Pick<Format, 'dateTime'> }>;

/** Both values of a row of the inbox, in words. */
export function rowValues(
  { conflict, mine, now, stands }: ConflictRow,
  words: ConflictWords,
): Readonly<{ lost: ShownValue; now: ShownValue }> {
  const { t, leads } = words;
  return {
    lost: lostValue(conflict, mine, words),
    now: {
      label: t(stands === 'other' ? 'value.other' : 'value.now'),
      value: fieldValue(conflict.field, now.value, leads),
      ...written(now.by, now.at, words),
    },
  };
}

/** Both values of a conflict as it was, for the audit; what overwrote a note is not in it. */
export function auditValues(conflict: Conflict, words: ConflictWords): Readonly<{ lost: ShownValue; now: ShownValue }> | undefined {
  if (conflict.field.startsWith('note:')) return undefined;
  const { t, leads } = words;
  const was = { label: t('value.was'), value: fieldValue(conflict.field, conflict.kept, leads) };
  return { lost: lostValue(conflict, false, words), now: { ...was, ...written(conflict.by, conflict.at, words) } };
}

export function lostValue({ field, lost, lostBy, lostAt }: Conflict, mine: boolean, words: ConflictWords): ShownValue {
  const label = words.t(mine ? 'value.mine' : 'value.lost');
  const author = lostBy === undefined ? { by: words.t('byNobody') } : written(lostBy, lostAt, words);
  return { label, value: fieldValue(field, lost, words.leads), ...author };
}

const written = (by: string | undefined, at: number | undefined, { t, format }: ConflictWords): Readonly<{ by?: string }> =>
  by === undefined || at === undefined ? {} : { by: t('by', { by, at: format.dateTime(at) }) };
