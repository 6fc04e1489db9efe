import { MultiSelect } from '@mantine/core';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { leadStatuses } from '../../../contract/lead.ts';
import type { LeadFilter } from '../../../contract/lead-filter.ts';
import { Pill } from '../../parts/Pill.tsx';
import { useStream } from '../../parts/use-stream.ts';
import type { Desk } from '../../replica/desk.ts';
import type { Audience } from '../../ui-state/compose-slice.ts';
import styles from './compose.module.css';
import { SegmentField } from './SegmentField.tsx';

type Props = Readonly<{ desk: Desk; audience: Audience; onChange: (audience: Audience) => void }>;

/** To whom: chosen leads stay as they were chosen; a filter can still be narrowed here. */
export const AudienceFields = memo(function AudienceFields({ desk, audience, onChange }: Props) {
  const { t } = useTranslation('dispatch');
  return (
    <fieldset className={styles.choice}>
      <legend>{t('compose.audience')}</legend>
      {audience.kind === 'ids' ? (
        <strong>{t('compose.chosen', { count: audience.ids.length })}</strong>
      ) : (
        <>
          <SegmentField desk={desk} filter={audience.filter} onPick={(filter) => onChange({ kind: 'matching', filter })} />
          <FilterFields desk={desk} filter={audience.filter} onChange={(filter) => onChange({ kind: 'matching', filter })} />
        </>
      )}
    </fieldset>
  );
});

const sortedByNothing = { by: 'score', direction: 'desc' } as const;

function FilterFields({ desk, filter, onChange }: Readonly<{ desk: Desk; filter: LeadFilter; onChange: (filter: LeadFilter) => void }>) {
  const { t } = useTranslation(['dispatch', 'leads']);
  const page = useStream(useMemo(() => desk.leads$({ filter, sort: sortedByNothing, offset: 0, limit: 1 }), [desk, filter]));
  const facets = page?.facets;

  return (
    <>
      <strong>
        {t('compose.matching')} {page && <Pill>{t('leads:count', { count: page.total })}</Pill>}
        {filter.text && <Pill>{t('compose.text', { value: filter.text })}</Pill>}
      </strong>
      <div className={styles.filters}>
        <Narrow
          label={t('compose.products')}
          options={(facets?.products ?? []).map(({ value, label }) => ({ value, label: label ?? value }))}
          picked={filter.products}
          onPick={(products) => onChange({ ...filter, products: [...products] })}
        />
        <Narrow
          label={t('compose.statuses')}
          options={leadStatuses.map((value) => ({ value, label: t(`leads:status.${value}`) }))}
          picked={filter.statuses}
          onPick={(statuses) => onChange({ ...filter, statuses: leadStatuses.filter((status) => statuses.includes(status)) })}
        />
        <Narrow
          label={t('compose.tags')}
          options={(facets?.tags ?? []).map(({ value }) => ({ value, label: value }))}
          picked={filter.tags}
          onPick={(tags) => onChange({ ...filter, tags: [...tags] })}
        />
      </div>
    </>
  );
}

type Option = Readonly<{ value: string; label: string }>;
type NarrowProps = Readonly<{
  label: string;
  options: readonly Option[];
  picked: readonly string[];
  onPick: (values: readonly string[]) => void;
}>;

/** Lists longer than this are searched by typing. */
const searchable = 10;

/** What is picked stays on offer, also once nobody matches it any more. */
function Narrow({ label, options, picked, onPick }: NarrowProps) {
  const { t } = useTranslation('dispatch');
  const gone = picked.filter((value) => !options.some((option) => option.value === value)).map((value) => ({ value, label: value }));
  return (
    <MultiSelect
      className={styles.filter}
      aria-label={label}
      placeholder={picked.length === 0 ? `${label}: ${t('compose.any')}` : ''}
      data={[...options, ...gone]}
      value={[...picked]}
      searchable={options.length > searchable}
      clearable
      comboboxProps={{ keepMounted: false }} // a catalogue of options that nobody has asked for yet
      onChange={onPick}
    />
  );
}
