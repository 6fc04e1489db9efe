import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { everyLead } from '../../contract/lead-filter.ts';
import { kstDay } from '../../domain/time/kst.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { useNow } from '../parts/use-now.ts';
import { useStream } from '../parts/use-stream.ts';
import type { Desk } from '../replica/desk.ts';
import { type DayRange, dayRange, lengthInDays } from '../ui-state/period-slice.ts';
import { useUiStore } from '../ui-state/store.ts';
import { FirstEvent } from './FirstEvent.tsx';
import { type Focus, KpiRow } from './KpiRow.tsx';
import { OverviewSkeleton } from './OverviewSkeleton.tsx';
import styles from './overview.module.css';
import { PeriodPicker } from './PeriodPicker.tsx';
import { TopProducts } from './TopProducts.tsx';
import { TrendPanel } from './TrendPanel.tsx';

/** A new day in Seoul is noticed within this. */
const dayCheckMs = 30_000;

type Props = Readonly<{ desk: Desk; workspace?: string | undefined }>;

/** What happened in the chosen days, against as many before. */
export function OverviewScreen({ desk, workspace }: Props) {
  const { t } = useTranslation(['common', 'overview']);
  const today = kstDay(useNow(dayCheckMs));
  const range = dayRange(
    useUiStore((state) => state.period),
    today,
  );
  const days = lengthInDays(range);
  const anyLeads = useAnyLeads(desk);

  return (
    <>
      <PageHeader
        title={t('screens.overview')}
        detail={anyLeads && (days === 1 ? t('overview:comparedDay') : t('overview:compared', { days }))}
      >
        {anyLeads && <PeriodPicker today={today} />}
      </PageHeader>
      {anyLeads === false ? <FirstEvent workspace={workspace} /> : <Figures desk={desk} range={range} />}
    </>
  );
}

/** Whether the workspace has ever seen a chat event; undefined until the replica has said. */
function useAnyLeads(desk: Desk): boolean | undefined {
  const [page$] = useState(() => desk.leads$({ filter: everyLead, sort: { by: 'lastSeenAt', direction: 'desc' }, offset: 0, limit: 1 }));
  const page = useStream(page$);
  return page && page.all > 0;
}

function Figures({ desk, range: { from, to } }: Readonly<{ desk: Desk; range: DayRange }>) {
  const { t } = useTranslation('overview');
  const look = useUiStore((state) => state.look);
  const [focus, setFocus] = useState<Focus>('all');
  const overview = useStream(useMemo(() => desk.overview$(from, to), [desk, from, to]));
  if (!overview) return <OverviewSkeleton />;

  const quiet = overview.totals.leads === 0;
  return (
    <div className={styles.figures}>
      <KpiRow overview={overview} focus={focus} onFocus={setFocus} />
      {quiet ? (
        <EmptyState
          title={t('quiet.title')}
          text={t('quiet.text')}
          action={t('quiet.action')}
          onAction={() => look({ kind: 'last', days: 90 })}
        />
      ) : (
        <>
          <TrendPanel desk={desk} from={from} to={to} focus={focus} />
          <TopProducts products={overview.topProducts} />
        </>
      )}
    </div>
  );
}
