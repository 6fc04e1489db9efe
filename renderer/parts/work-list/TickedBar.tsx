import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './work-list.module.css';

type Props = Readonly<{ count: string; clear: string; onClear: () => void; children: ReactNode }>;

/** What can be done with everything that is ticked. */
export const TickedBar = ({ count, clear, onClear, children }: Props) => (
  <div className={styles.ticked} role="toolbar" aria-label={count}>
    <span>{count}</span>
    {children}
    <Button size="compact-sm" variant="subtle" onClick={onClear}>
      {clear}
    </Button>
  </div>
);
