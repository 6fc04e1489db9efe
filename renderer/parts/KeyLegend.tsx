import styles from './key-legend.module.css';

type Props = Readonly<{
  hints: readonly Readonly<{ keys: readonly string[]; words: string }>[];
  /** Below a list on the screen itself, in a panel that has its margins, or in the foot of the list. */
  place?: 'screen' | 'panel' | 'foot';
}>;

/** The keys of a list, beside the list. */
export const KeyLegend = ({ hints, place = 'screen' }: Props) => (
  <div className={styles.keys} data-place={place}>
    {hints.map(({ keys, words }) => (
      <span key={words}>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}{' '}
        {words}
      </span>
    ))}
  </div>
);
