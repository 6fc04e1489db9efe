import styles from './table-skeleton.module.css';

type Props = Readonly<{ label: string; rows?: number }>;

/** Widths of the bars in percent, so that waiting rows look like rows. */
const widths = [38, 62, 47, 55, 30, 66, 44, 52] as const;

/** Rows that are on their way; `label` says so to a screen reader. */
export function TableSkeleton({ label, rows = 8 }: Props) {
  return (
    <div role="status" aria-label={label} className={styles.skeleton}>
      {Array.from({ length: rows }, (_, row) => ({ id: `row-${row}`, width: widths[row % widths.length] })).map(({ id, width }) => (
        <div key={id} className={styles.row}>
          <span className={styles.bar} style={{ width: `${width}%` }} />
          <span className={styles.bar} />
          <span className={styles.bar} />
        </div>
      ))}
    </div>
  );
}
