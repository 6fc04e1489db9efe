import { useTranslation } from 'react-i18next';
import { countGroups, type ItemGroup, itemGroups } from '../../domain/dispatching/item-group.ts';
import { useFormat } from '../i18n/use-format.ts';
import type { DispatchView } from '../replica/desk.ts';
import styles from './dispatch-screen.module.css';
import { audienceOf } from './dispatch-stage.ts';
import sheet from './sheet.module.css';

type Props = Readonly<{
  counts: DispatchView['counts'];
  /** Absent shows everybody. */
  picked: ItemGroup | undefined;
  onPick: (group: ItemGroup | undefined) => void;
}>;

/** The audience by state, as people speak of it, one press each; the numbers add up to everybody. */
export function StateTiles({ counts, picked, onPick }: Props) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  const by = countGroups(counts);
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
      {itemGroups
        .filter((group) => by[group] > 0)
        .map((group) => (
          <button
            key={group}
            type="button"
            className={`${sheet.press} ${styles.tile}`}
            data-state={group}
            title={t(`stateHelp.${group}`)}
            aria-pressed={picked === group}
            onClick={() => onPick(picked === group ? undefined : group)}
          >
            <span>{t(`state.${group}`)}</span>
            <strong>{format.number(by[group])}</strong>
          </button>
        ))}
    </fieldset>
  );
}
