import { useTranslation } from 'react-i18next';
import { countGroups, itemGroups } from '../../domain/dispatching/item-group.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Pill } from '../parts/Pill.tsx';
import type { DispatchView } from '../replica/desk.ts';
import styles from './dispatch-screen.module.css';
import { audienceOf, isQuiet, stageOf, stageTones } from './dispatch-stage.ts';
import { StateBar } from './StateBar.tsx';
import { useWaitWords } from './use-wait-words.ts';
import { waitsFor } from './waits-for.ts';

export const dispatchLinePx = 92;

/** States named in a line of the list; the bar shows them all. */
const named = 3;

/** One dispatch in its list: when, how far, and the numbers that matter most. */
export function DispatchLine({ dispatch }: Readonly<{ dispatch: DispatchView }>) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  const stage = stageOf(dispatch);
  const waits = waitsFor(dispatch);
  const words = useWaitWords();
  const counts = countGroups(dispatch.counts);
  const shown = itemGroups.filter((group) => counts[group] > 0).slice(0, named);

  return (
    <div className={styles.line}>
      <div className={styles.lineHead}>
        <strong>{format.dateTime(dispatch.at)}</strong>
        <Pill tone={stageTones[stage]} dot={!isQuiet(stage)}>
          {t(`stage.${stage}`)}
        </Pill>
      </div>
      {!dispatch.rejected && <StateBar counts={dispatch.counts} />}
      <div className={styles.lineFoot} data-waits={waits ? true : undefined}>
        <span className={styles.lineCount}>
          {t('people', { count: audienceOf(dispatch.counts) })}
          {dispatch.channel === 'kakao_alimtalk' && ` · ${t('channel.kakao_alimtalk')}`}
          <span className={styles.lineBy}> · {dispatch.requestedBy}</span>
        </span>
        <span className={styles.lineNews}>
          {waits
            ? words(waits)
            : !dispatch.rejected && shown.map((group) => `${t(`state.${group}`)} ${format.number(counts[group])}`).join(' · ')}
        </span>
      </div>
    </div>
  );
}
