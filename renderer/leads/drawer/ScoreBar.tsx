import type { CSSProperties } from 'react';
import { seriesVariable } from '../../theme/chart-palette.ts';
import type { ShownTerm } from '../shown-score.ts';
import styles from './score.module.css';
import { termKey } from './term-words.ts';

/** What adds to a score, to scale; its words are in the table below it. */
export function ScoreBar({ terms }: Readonly<{ terms: readonly ShownTerm[] }>) {
  const gained = terms.filter(({ tenths }) => tenths > 0);
  const sum = gained.reduce((total, { tenths }) => total + tenths, 0);
  return (
    <div className={styles.scoreBar} aria-hidden>
      {gained.map((shown) => (
        <span key={termKey(shown.term)} className={styles.scorePart} style={painted(shown, (shown.tenths / sum) * 100)} />
      ))}
    </div>
  );
}

/** CSS custom properties are no part of React's style type. Fit has no series of its own. */
function painted({ term }: ShownTerm, percent: number): CSSProperties {
  const colour = term.part === 'engagement' && term.of !== 'all' ? seriesVariable(term.of) : '--tl-text-muted';
  return { '--series': `var(${colour})`, width: `${percent}%` } as CSSProperties;
}
