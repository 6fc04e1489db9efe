import type { ScoreBand } from '../../../contract/score-band.ts';
import { BandMark } from '../../parts/BandMark.tsx';
import { showTenths, toTenths } from '../shown-score.ts';
import styles from './cells.module.css';

/** `points` in 1/1024; the same rounding as the drawer's sum. */
export function ScoreCell({ points, band }: Readonly<{ points: number; band: ScoreBand }>) {
  return (
    <span className={styles.scored}>
      <BandMark band={band} />
      <span className={styles.score}>{showTenths(toTenths(points)).replace('-', '−')}</span>
    </span>
  );
}
