import { useTranslation } from 'react-i18next';
import { countGroups, itemGroups } from '../../domain/dispatching/item-group.ts';
import type { DispatchView } from '../replica/desk.ts';
import { audienceOf, endedOf } from './dispatch-stage.ts';
import styles from './state-bar.module.css';

/** How the audience is spread over the states; the words beside it say the same in numbers. */
export function StateBar({ counts }: Readonly<{ counts: DispatchView['counts'] }>) {
  const { t } = useTranslation('dispatch');
  const total = audienceOf(counts);
  const done = endedOf(counts);
  const by = countGroups(counts);

  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={t('progress', { done, total })}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
    >
      {itemGroups
        .filter((group) => by[group] > 0)
        .map((group) => (
          <span key={group} className={styles.part} data-state={group} style={{ flexGrow: by[group] }} />
        ))}
    </div>
  );
}
