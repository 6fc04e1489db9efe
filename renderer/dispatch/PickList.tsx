import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './pick-list.module.css';

/** Lines drawn beyond the edges. */
const overscan = 8;

type Props<Item> = Readonly<{
  label: string;
  total: number;
  /** undefined for one that is not here yet. */
  itemAt: (place: number) => Item | undefined;
  linePx: number;
  keyOf: (item: Item) => string;
  draw: (item: Item) => ReactNode;
  /** The picked one, which need not be near those in sight, and its place; -1 where there is none. */
  picked: Item | undefined;
  at: number;
  onPick: (place: number) => void;
  /** First and last line in sight, whenever they change. */
  onSeen?: (first: number, last: number) => void;
}>;

/** A long list with one picked line: one tab stop, arrows pick, and only the lines in sight are drawn. */
export function PickList<Item>({ label, total, itemAt, linePx, keyOf, draw, picked, at, onPick, onSeen }: Props<Item>) {
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const lines = useVirtualizer({ count: total, getScrollElement: () => scroll.current, estimateSize: () => linePx, overscan });

  const { startIndex, endIndex } = lines.range ?? { startIndex: 0, endIndex: 0 };
  useEffect(() => onSeen?.(startIndex, endIndex), [onSeen, startIndex, endIndex]);

  const key = picked && keyOf(picked);
  const { scrollToIndex } = lines;
  const place = useRef(at);
  place.current = at;
  useEffect(() => {
    if (key !== undefined && place.current >= 0) scrollToIndex(place.current);
  }, [key, scrollToIndex]);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = target(event.key, at, total);
    if (to === undefined) return;
    event.preventDefault();
    onPick(to);
  };
  const onClick = (event: MouseEvent) => {
    const line = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    if (line) onPick(Number(line.dataset.index));
  };

  return (
    <div ref={scroll} className={styles.scroll}>
      <div
        role="listbox"
        aria-label={label}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        tabIndex={0}
        className={styles.list}
        style={{ height: lines.getTotalSize() }}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {lines.getVirtualItems().map(({ index, start }) => {
          const item = itemAt(index);
          return (
            <div
              key={item === undefined ? index : keyOf(item)}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              aria-setsize={total}
              aria-posinset={index + 1}
              data-index={index}
              className={styles.line}
              style={{ height: linePx, transform: `translateY(${start}px)` }}
            >
              {item !== undefined && draw(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where a key leads from line `at`; -1 is no line. Letters are left to the browser. */
function target(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
