import type { ReactNode } from 'react';
import styles from './panel.module.css';

type Props = Readonly<{
  title?: string;
  aside?: ReactNode /** Its content reaches the edges (a table). */;
  flush?: boolean;
  children: ReactNode;
}>;

/** A sheet on the paper: a title, something small at its right, and content. */
export function Panel({ title, aside, flush = false, children }: Props) {
  return (
    <section className={styles.panel} aria-label={title}>
      {(title || aside) && (
        <div className={styles.head}>
          {title && <h2 className={styles.title}>{title}</h2>}
          {aside && <div className={styles.aside}>{aside}</div>}
        </div>
      )}
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  );
}
