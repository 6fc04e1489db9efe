import type { ReactNode } from 'react';
import styles from './settings.module.css';

type Props = Readonly<{ label: string; help?: string; children: ReactNode }>;

/** One setting or one fact: what it is at the left, what it is set to at the right. */
export function SettingRow({ label, help, children }: Props) {
  return (
    <div className={styles.row}>
      <div>
        <div className={styles.label}>{label}</div>
        {help && <p className={styles.help}>{help}</p>}
      </div>
      <div className={styles.value}>{children}</div>
    </div>
  );
}
