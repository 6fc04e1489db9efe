import { Button, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { pointScale } from '../../../domain/scoring/points.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { BandMark } from '../../parts/BandMark.tsx';
import type { ScorePreview } from '../../replica/desk/rules-view.ts';
import { useUiStore } from '../../ui-state/store.ts';
import type { Way } from './EffectPanel.tsx';
import styles from './effect.module.css';

type Props = Readonly<{ movers: ScorePreview['movers']; way: Way | undefined; onAll: () => void }>;

/** Leads that would change their band, those that change most first; pressed, the lead opens and the draft waits. */
export function MoverList({ movers, way, onAll }: Props) {
  const { t } = useTranslation('policy');
  const format = useFormat();
  const showLead = useUiStore((state) => state.showLead);
  const points = (exact: number) => format.number(Math.round(exact / pointScale) + 0);
  return (
    <div>
      <div className={styles.listHead}>
        <h3>{way ? t('effect.listWay', way) : t('effect.list')}</h3>
        {way && (
          <Button variant="subtle" size="compact-xs" onClick={onAll}>
            {t('effect.all')}
          </Button>
        )}
      </div>
      <ul className={styles.movers}>
        {movers.map(({ leadId, user, product, from, to }) => (
          <li key={leadId}>
            <UnstyledButton className={styles.mover} onClick={() => showLead(leadId)}>
              <span className={styles.who}>
                {user} <small>{product}</small>
              </span>
              <span className={styles.change}>
                <BandMark band={from.band} /> {points(from.points)} → <BandMark band={to.band} /> {points(to.points)}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
