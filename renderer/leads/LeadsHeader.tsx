import { ActionIcon } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { memo, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../parts/PageHeader.tsx';
import { useUiStore } from '../ui-state/store.ts';
import { isNarrowed } from './filter-chips.ts';
import { SearchBox } from './SearchBox.tsx';

type Props = Readonly<{
  /** How many match, and how many there are; absent until the replica has answered. */
  total: number | undefined;
  all: number | undefined;
  filtersOpen: boolean;
  onFilters: () => void;
  /** The search was left for the rows. */
  onLeave: () => void;
}>;

/** How many leads there are, and the search that narrows them. */
export const LeadsHeader = memo(function LeadsHeader({ total, all, filtersOpen, onFilters, onLeave }: Props) {
  const { t } = useTranslation('leads');
  const filter = useUiStore((state) => state.filter);
  const narrow = useUiStore((state) => state.narrow);
  const find = useCallback((text: string) => narrow({ text }), [narrow]);
  const counted = total !== undefined && all !== undefined;
  return (
    <PageHeader title={t('title')} detail={counted && <Count total={total} all={all} narrowed={isNarrowed(filter)} />}>
      <SearchBox text={filter.text} onText={find} onLeave={onLeave} />
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t(filtersOpen ? 'facets.hide' : 'facets.show')}
        aria-expanded={filtersOpen}
        onClick={onFilters}
      >
        <IconAdjustmentsHorizontal size={17} stroke={1.7} aria-hidden />
      </ActionIcon>
    </PageHeader>
  );
});

function Count({ total, all, narrowed }: Readonly<{ total: number; all: number; narrowed: boolean }>) {
  const { t } = useTranslation('leads');
  return <span aria-live="polite">{narrowed ? t('countOf', { count: total, all }) : t('count', { count: total })}</span>;
}
