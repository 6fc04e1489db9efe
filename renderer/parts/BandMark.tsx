import type { ScoreBand } from '../../contract/score-band.ts';
import styles from './band-mark.module.css';

/** A score's band: a letter that is read after everything else in its row, and stands out only where it is the best. */
export function BandMark({ band, label }: Readonly<{ band: ScoreBand; label?: string }>) {
  return (
    <span className={styles.band} data-band={band} {...(label !== undefined && { role: 'img', 'aria-label': label, title: label })}>
      {band}
    </span>
  );
}
