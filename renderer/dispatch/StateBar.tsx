import { useTranslation } from 'react-i18next';
import type { DispatchView } from '../replica/desk.ts';
import { audienceOf, endedOf, stateOrder } from './dispatch-stage.ts';
import styles from './state-bar.module.css';

/** How the audience is spread over the states; the words beside it say the same in numbers. */
export function StateBar({ counts }: Readonly<{ counts: DispatchView['counts'] }>) {
  const { t } = useTranslation('dispatch');
  const total = audienceOf(counts);
  const done = endedOf(counts);

  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={t('progress', { done, total })}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
    >
      {stateOrder
        .filter((state) => counts[state] > 0)
        .map((state) => (
          <span key={state} className={styles.part} data-state={state} style={{ flexGrow: counts[state] }} />
        ))}
    </div>
  );
}
