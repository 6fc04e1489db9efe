import { useTranslation } from 'react-i18next';
import type { ItemState } from '../../contract/dispatch.ts';
import { useFormat } from '../i18n/use-format.ts';
import type { DispatchView } from '../replica/desk.ts';
import styles from './dispatch-screen.module.css';
import { audienceOf, stateOrder } from './dispatch-stage.ts';
import sheet from './sheet.module.css';

type Props = Readonly<{
  counts: DispatchView['counts'];
  /** Absent shows everybody. */
  picked: ItemState | undefined;
  onPick: (state: ItemState | undefined) => void;
}>;

/** The audience by state, one press each; the numbers add up to everybody. */
export function StateTiles({ counts, picked, onPick }: Props) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  return (
    <fieldset className={styles.tiles} aria-label={t('detail.states')}>
      <button
        type="button"
        className={`${sheet.press} ${styles.tile}`}
        aria-pressed={picked === undefined}
        onClick={() => onPick(undefined)}
      >
        <span>{t('detail.all')}</span>
        <strong>{format.number(audienceOf(counts))}</strong>
      </button>
      {stateOrder
        .filter((state) => counts[state] > 0)
        .map((state) => (
          <button
            key={state}
            type="button"
            className={`${sheet.press} ${styles.tile}`}
            data-state={state}
            title={t(`stateHelp.${state}`)}
            aria-pressed={picked === state}
            onClick={() => onPick(picked === state ? undefined : state)}
          >
            <span>{t(`state.${state}`)}</span>
            <strong>{format.number(counts[state])}</strong>
          </button>
        ))}
    </fieldset>
  );
}
