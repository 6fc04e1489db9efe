import { Checkbox } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './work-list.module.css';

/** How an entry stands in its list. */
export type EntryPlace = Readonly<{
  /** The keys act on it. */
  active: boolean;
  ticked: boolean;
  onTick: () => void;
  onPoint: () => void;
}>;

type Props = EntryPlace &
  Readonly<{
    /** Gives the entry its columns. */
    className: string | undefined;
    label: string;
    tickLabel: string;
    children: ReactNode;
  }>;

/** One line of a list of work: ticked or not, and kept in sight while the keys act on it. */
export function WorkEntry({ className, label, tickLabel, active, ticked, onTick, onPoint, children }: Props) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) line.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  return (
    <li
      ref={line}
      className={`${styles.entry} ${className}`}
      data-active={active || undefined}
      data-ticked={ticked || undefined}
      aria-label={label}
      aria-current={active || undefined}
      onPointerDown={onPoint}
    >
      <Checkbox size="xs" checked={ticked} onChange={onTick} aria-label={tickLabel} />
      {children}
    </li>
  );
}
