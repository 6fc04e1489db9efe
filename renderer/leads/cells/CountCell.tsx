import { useFormat } from '../../i18n/use-format.ts';
import styles from './cells.module.css';

/** A count; zeros step back so that the others are seen. */
export function CountCell({ count }: { count: number }) {
  const format = useFormat();
  return <span className={count === 0 ? styles.zero : undefined}>{format.number(count)}</span>;
}
