import { IconArrowRight } from '@tabler/icons-react';
import styles from './value-pair.module.css';

export type ShownValue = Readonly<{ label: string; value: string /** Who wrote it, and when. */; by?: string }>;

type Props = Readonly<{ lost: ShownValue; now: ShownValue }>;

/** Two values that one field was given, the one that lost beside the one that stands. */
export function ValuePair({ lost, now }: Props) {
  return (
    <div className={styles.pair}>
      <Value {...lost} place="lost" />
      <IconArrowRight className={styles.arrow} size={16} stroke={1.7} aria-hidden />
      <Value {...now} place="now" />
    </div>
  );
}

function Value({ label, value, by, place }: ShownValue & Readonly<{ place: 'lost' | 'now' }>) {
  return (
    <dl className={styles.value} data-place={place}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.word} title={value}>
        {value}
      </dd>
      {by && (
        <dd className={styles.by} title={by}>
          {by}
        </dd>
      )}
    </dl>
  );
}
