import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TableSkeleton } from '../parts/TableSkeleton.tsx';
import styles from './overview.module.css';

const tiles = ['leads', 'searches', 'questions', 'requests', 'refusals'] as const;

/** The shape of what is coming, in its final places. */
export function OverviewSkeleton() {
  const { t } = useTranslation('overview');
  return (
    <div className={styles.figures}>
      <div className={styles.tiles}>
        {tiles.map((tile) => (
          <Skeleton key={tile} height={98} radius="lg" />
        ))}
      </div>
      <Skeleton height={322} radius="lg" />
      <TableSkeleton label={t('loading')} rows={6} />
    </div>
  );
}
