import type { ReactNode } from 'react';
import styles from './page-header.module.css';

type Props = Readonly<{ title: string /** What the page shows right now: a count, a period. */; detail?: ReactNode; children?: ReactNode }>;

/** The head of a screen: its name, what it shows, and at the right (`children`) what can be done with all of it. */
export function PageHeader({ title, detail, children }: Props) {
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{title}</h1>
      {detail && <div className={styles.detail}>{detail}</div>}
      <div className={styles.actions}>{children}</div>
    </header>
  );
}
