import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { Panel } from '../parts/Panel.tsx';
import { useStream } from '../parts/use-stream.ts';
import type { Overview } from '../replica/desk/day-totals.ts';
import type { Desk } from '../replica/desk.ts';
import { seriesDash, seriesOrder, seriesVariable } from '../theme/chart-palette.ts';
import type { Focus } from './KpiRow.tsx';
import styles from './overview.module.css';
import { besidePrevious, buckets, previousRange, trendRange } from './trend.ts';

// Recharts is a third of the desk's code and only this panel draws.
const TrendChart = lazy(async () => ({ default: (await import('../parts/TrendChart.tsx')).TrendChart }));

const chartHeightPx = 236;

type Props = Readonly<{ desk: Desk; from: string; to: string; focus: Focus }>;

/** The period day by day: four lines, or one chosen series over the period before it. */
export function TrendPanel({ desk, from, to, focus }: Props) {
  const { t } = useTranslation('overview');
  const range = trendRange({ from, to });
  const before = previousRange(range);
  const current = useStream(useMemo(() => desk.overview$(range.from, range.to), [desk, range.from, range.to]));
  const previous = useStream(useMemo(() => desk.overview$(before.from, before.to), [desk, before.from, before.to]));
  const weekly = current && buckets(current.days).size === 'week';

  return (
    <Panel title={t('trend.title')} aside={<Legend focus={focus} />}>
      {(from === to || weekly) && <p className={styles.remark}>{from === to ? t('trend.oneDay') : t('trend.weekly')}</p>}
      <Suspense fallback={<Skeleton height={chartHeightPx} />}>
        {current && previous ? <Drawn current={current} previous={previous} focus={focus} /> : <Skeleton height={chartHeightPx} />}
      </Suspense>
    </Panel>
  );
}

function Drawn({ current, previous, focus }: Readonly<{ current: Overview; previous: Overview; focus: Focus }>) {
  const { t } = useTranslation(['overview', 'common']);
  const format = useFormat();
  const points = buckets(current.days).buckets;
  const summary = t('overview:trend.summary', {
    from: format.day(points[0]?.day ?? ''),
    to: format.day(points.at(-1)?.day ?? ''),
    ...Object.fromEntries(seriesOrder.map((series) => [series, format.number(current.totals[series])])),
  });
  const shared = { summary, heightPx: chartHeightPx, toLabel: format.day, toTick: format.shortDay, toNumber: format.number };
  if (focus === 'all') {
    const lines = seriesOrder.map((name) => ({
      name,
      label: t(`common:series.${name}`),
      colour: `var(${seriesVariable(name)})`,
      dash: seriesDash[name],
    }));
    return <TrendChart {...shared} points={points} lines={lines} />;
  }
  const lines = [
    { name: 'previous', label: t('overview:trend.previous'), colour: 'var(--tl-border-strong)', dash: '4 4' },
    { name: 'current', label: t('overview:trend.current'), colour: `var(${seriesVariable(focus)})`, dash: '0' },
  ];
  return <TrendChart {...shared} points={besidePrevious(points, buckets(previous.days).buckets, focus)} lines={lines} filled="current" />;
}

function Legend({ focus }: Readonly<{ focus: Focus }>) {
  const { t } = useTranslation(['overview', 'common']);
  const entries =
    focus === 'all'
      ? seriesOrder.map((name) => ({ name: t(`common:series.${name}`), colour: `var(${seriesVariable(name)})`, dash: seriesDash[name] }))
      : [
          { name: t('overview:trend.current'), colour: `var(${seriesVariable(focus)})`, dash: '0' },
          { name: t('overview:trend.previous'), colour: 'var(--tl-border-strong)', dash: '4 4' },
        ];
  return (
    <ul className={styles.legend}>
      {entries.map(({ name, colour, dash }) => (
        <li key={name}>
          <svg width="20" height="8" aria-hidden="true">
            <line x1="0" y1="4" x2="20" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
