import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { everyLead, type LeadFilter } from '../../../contract/lead-filter.ts';
import { sameFilter } from '../../../domain/segmenting/same-filter.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useStream } from '../../parts/use-stream.ts';
import type { Desk } from '../../replica/desk.ts';
import styles from './compose.module.css';

type Props = Readonly<{ desk: Pick<Desk, 'segments$'>; filter: LeadFilter; onPick: (filter: LeadFilter) => void }>;

/** A saved segment as the audience; it stays named as long as its filter is the one in use. Nothing where none is saved. */
export function SegmentField({ desk, filter, onPick }: Props) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  const segments = useStream(useMemo(() => desk.segments$(), [desk])) ?? [];
  if (segments.length === 0) return null;
  return (
    <Select
      className={styles.wide}
      aria-label={t('compose.segment')}
      placeholder={t('compose.segment')}
      data={segments.map(({ id, name, count }) => ({ value: id, label: `${name} · ${format.number(count)}` }))}
      value={segments.find((segment) => sameFilter(segment.filter, filter))?.id ?? null}
      clearable
      onChange={(id) => onPick(segments.find((segment) => segment.id === id)?.filter ?? everyLead)}
    />
  );
}
