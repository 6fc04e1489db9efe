import type { ReactNode } from 'react';
import styles from './pill.module.css';

export type Tone = 'neutral' | 'brand' | 'positive' | 'negative' | 'warning';

type Props = Readonly<{ tone?: Tone /** A dot before the word, for states. */; dot?: boolean; children: ReactNode }>;

/** A state in a word. The word carries the meaning, the tone only helps. */
export function Pill({ tone = 'neutral', dot = false, children }: Props) {
  return (
    <span className={styles.pill} data-tone={tone}>
      {dot && <span className={styles.dot} />}
      {children}
    </span>
  );
}
