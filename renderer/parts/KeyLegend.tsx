import styles from './key-legend.module.css';

type Props = Readonly<{ hints: readonly Readonly<{ keys: readonly string[]; words: string }>[] }>;

/** The keys of a list, beside the list. */
export const KeyLegend = ({ hints }: Props) => (
  <div className={styles.keys}>
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
