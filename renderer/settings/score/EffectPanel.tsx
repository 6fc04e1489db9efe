import { Progress } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { of } from 'rxjs';
import type { ScoreRules } from '../../../contract/policy/score-policy.ts';
import type { ScoreBand } from '../../../contract/score-band.ts';
import { Panel } from '../../parts/Panel.tsx';
import { useStream } from '../../parts/use-stream.ts';
import type { ScorePreview } from '../../replica/desk/rules-view.ts';
import type { Desk } from '../../replica/desk.ts';
import { BandTable } from './BandTable.tsx';
import { MoverList } from './MoverList.tsx';
import styles from './policy.module.css';

export type Way = Readonly<{ from: ScoreBand; to: ScoreBand }>;
type Props = Readonly<{ desk: Pick<Desk, 'previewScores$'> /** Absent while nothing is being changed. */; rules: ScoreRules | undefined }>;

/** Which leads would change their band; worked out on this machine, with a server or without. */
export function EffectPanel({ desk, rules }: Props) {
  const { t } = useTranslation('policy');
  const preview = useStream(useMemo(() => (rules ? desk.previewScores$(rules) : of(undefined)), [desk, rules]));
  return (
    <Panel title={t('effect.title')}>
      {rules && preview ? <Effect preview={preview} /> : <p className={styles.help}>{t('effect.none')}</p>}
    </Panel>
  );
}

function Effect({ preview }: Readonly<{ preview: ScorePreview }>) {
  const { t } = useTranslation('policy');
  const [way, setWay] = useState<Way>();
  const { done, leads, moved, matrix, movers } = preview;
  const isDone = done === leads;
  return (
    <>
      <p className={styles.moved} role="status">
        {isDone ? t('effect.moved', { count: moved, leads }) : t('effect.counting', { done, leads })}
      </p>
      {!isDone && <Progress size="xs" value={leads === 0 ? 0 : (done / leads) * 100} aria-label={t('effect.counting', { done, leads })} />}
      <BandTable matrix={matrix} way={way} onWay={setWay} />
      {isDone && moved > 0 && (
        <MoverList
          movers={movers.filter(({ from, to }) => !way || (from.band === way.from && to.band === way.to))}
          way={way}
          onAll={() => setWay(undefined)}
        />
      )}
    </>
  );
}
