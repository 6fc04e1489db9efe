import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type LeadStatus, leadStatuses } from '../../../contract/lead.ts';
import type { Format } from '../../i18n/format.ts';
import { useFormat } from '../../i18n/use-format.ts';

/**
 * What the rows of the table say, made once a language: a table that follows hundreds of messages a second draws its cells thousands of
 * times, and asking the catalogue took as long as drawing them.
 */
export type RowWords = Readonly<{
  format: Format;
  status: Readonly<Record<LeadStatus, string>>;
  consented: string;
  notConsented: string;
  pending: string;
  unassigned: string;
  select: (user: string, product: string) => string;
  waiting: (count: number) => string;
  moreTags: (count: number) => string;
  seen: Readonly<{
    said: (time: string) => string;
    received: (time: string, took: string) => string;
    shown: (time: string, took: string) => string;
  }>;
}>;

export function useRowWords(): RowWords {
  const { t } = useTranslation('leads');
  const format = useFormat();
  return useMemo(() => rowWords(t, format), [t, format]);
}

export const rowWords = (t: TFunction<'leads'>, format: Format): RowWords => ({
  format,
  status: Object.fromEntries(leadStatuses.map((status) => [status, t(`status.${status}`)])) as Record<LeadStatus, string>,
  consented: t('row.consented'),
  notConsented: t('row.notConsented'),
  pending: t('row.pending'),
  unassigned: t('unassigned'),
  select: selectWords(t),
  waiting: (count) => t('row.waiting', { count }),
  moreTags: (count) => t('row.moreTags', { count }),
  seen: {
    said: (time) => t('seen.said', { time }),
    received: (time, took) => t('seen.received', { time, took }),
    shown: (time, took) => t('seen.shown', { time, took }),
  },
});

/** Every row says it: the sentence is asked for once, and the names are put in here. */
function selectWords(t: TFunction<'leads'>): RowWords['select'] {
  const user = '{{user}}';
  const product = '{{product}}';
  const sentence = t('row.select', { user, product });
  return (userName, productName) => sentence.replace(user, () => userName).replace(product, () => productName);
}
