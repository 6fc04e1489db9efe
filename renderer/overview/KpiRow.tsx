import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import type { Overview } from '../replica/desk/day-totals.ts';
import { type Series, seriesOrder, seriesVariable } from '../theme/chart-palette.ts';
import { ChangeMark } from './ChangeMark.tsx';
import { changeOf } from './change.ts';
import styles from './overview.module.css';

/** What the trend draws: all four, or one against the period before. */
export type Focus = 'all' | Series;

type Props = Readonly<{ overview: Overview; focus: Focus; onFocus: (focus: Focus) => void }>;

/** The five numbers. A series' tile also chooses it for the trend; pressed again, all come back. */
export function KpiRow({ overview, focus, onFocus }: Props) {
  const { t } = useTranslation('overview');
  return (
    <div className={styles.tiles}>
      <div className={styles.tile}>
        <Figure name={t('kpi.leads')} kind="leads" overview={overview} />
      </div>
      {seriesOrder.map((series) => (
        <UnstyledButton
          key={series}
          className={styles.tile}
          data-choosable
          aria-pressed={focus === series}
          onClick={() => onFocus(focus === series ? 'all' : series)}
          style={{ '--tile-series': `var(${seriesVariable(series)})` }}
        >
          <Figure name={t(`kpi.${series}`)} kind={series} overview={overview} />
        </UnstyledButton>
      ))}
    </div>
  );
}

function Figure({ name, kind, overview }: Readonly<{ name: string; kind: keyof Overview['totals']; overview: Overview }>) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const change = changeOf(overview.totals[kind], overview.previous[kind], kind === 'refusals' ? 'worse' : 'better');
  return (
    <>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>{format.number(overview.totals[kind])}</span>
      <span className={styles.compared}>
        <ChangeMark change={change} />
        {change.kind === 'share' && <span className={styles.before}>{t('from', { value: format.number(overview.previous[kind]) })}</span>}
      </span>
    </>
  );
}
