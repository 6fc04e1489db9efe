import { showTenths, toTenths } from '../shown-score.ts';
import styles from './cells.module.css';

/** `points` in 1/1024; the same rounding as the drawer's sum. */
export function ScoreCell({ points }: { points: number }) {
  return <span className={styles.score}>{showTenths(toTenths(points))}</span>;
}
