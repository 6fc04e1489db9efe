import { Button, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconPlaneArrival } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { useStream } from '../parts/use-stream.ts';
import type { AwayView } from '../replica/desk/segment-view.ts';
import type { Desk } from '../replica/desk.ts';
import { AwayPeopleList } from './AwayPeopleList.tsx';
import styles from './away-card.module.css';

type Segment = AwayView['segments'][number];
type Props = Readonly<{ desk: Desk; onLead: (leadId: string) => void }>;

/** Who entered and who left each saved segment while nobody was connected. It stays until somebody has looked, also over a restart. */
export const AwayCard = memo(function AwayCard({ desk, onLead }: Props) {
  const { t } = useTranslation();
  const [away$] = useState(() => desk.away$());
  const away = useStream(away$);
  const [shown, show] = useState<string>();
  if (!away) return null;

  const open = away.segments.find(({ segmentId }) => segmentId === shown);
  return (
    <section className={styles.card} aria-label={t('away.label')}>
      <div className={styles.head}>
        <IconPlaneArrival className={styles.mark} size={17} stroke={1.7} aria-hidden />
        <Title periods={away.periods} />
        <ul className={styles.segments}>
          {away.segments.map((segment) => (
            <li key={segment.segmentId}>
              <SegmentNews
                segment={segment}
                open={segment === open}
                onToggle={() => show(segment === open ? undefined : segment.segmentId)}
              />
            </li>
          ))}
        </ul>
        <Button className={styles.dismiss} variant="default" size="compact-sm" onClick={() => void desk.dismissAway()}>
          {t('away.dismiss')}
        </Button>
      </div>
      {open && (
        <div className={styles.people}>
          <AwayPeopleList title={t('away.entered')} people={open.entered} onLead={onLead} />
          <AwayPeopleList title={t('away.left')} people={open.left} onLead={onLead} />
        </div>
      )}
    </section>
  );
});

function Title({ periods }: Pick<AwayView, 'periods'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const time = format.lasting(periods.reduce((sum, { since, until }) => sum + until - since, 0));
  return (
    <h2 className={styles.title}>
      {periods.length > 1 ? t('away.titleMore', { count: periods.length, time }) : t('away.title', { time })}
    </h2>
  );
}

/** One segment: what changed of it, opened for who it was. */
function SegmentNews({ segment, open, onToggle }: Readonly<{ segment: Segment; open: boolean; onToggle: () => void }>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, entered, left, filterChanged } = segment;
  if (filterChanged)
    return (
      <span className={styles.skipped} title={t('away.filterChanged')}>
        <strong>{name}</strong> {t('away.filterChanged')}
      </span>
    );
  return (
    <UnstyledButton
      className={styles.news}
      aria-expanded={open}
      aria-label={t('away.summary', { name, entered: entered.count, left: left.count })}
      onClick={onToggle}
    >
      <strong className={styles.name}>{name}</strong>
      {entered.count > 0 && <span className={styles.entered}>+{format.number(entered.count)}</span>}
      {left.count > 0 && <span className={styles.left}>−{format.number(left.count)}</span>}
      <IconChevronDown className={styles.chevron} size={13} aria-hidden />
    </UnstyledButton>
  );
}
