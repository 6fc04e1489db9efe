import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

type Props = Readonly<{
  /** One short sentence: what is so. */
  title: string;
  /** Why, or what comes next. */
  text?: ReactNode;
  icon?: ReactNode;
  action?: string;
  onAction?: () => void;
  children?: ReactNode;
}>;

/** Nothing to show, said as such: an empty desk and an empty search differ in words, never in looks. */
export function EmptyState({ title, text, icon, action, onAction, children }: Props) {
  return (
    <section className={styles.empty}>
      {icon && <div className={styles.icon}>{icon}</div>}
      <h2 className={styles.title}>{title}</h2>
      {text && <p className={styles.text}>{text}</p>}
      {children}
      {action && (
        <Button variant="default" mt="md" onClick={onAction}>
          {action}
        </Button>
      )}
    </section>
  );
}
