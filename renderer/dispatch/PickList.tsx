import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './pick-list.module.css';

/** Lines drawn beyond the edges. */
const overscan = 8;

type Props<Item> = Readonly<{
  label: string;
  items: readonly Item[];
  linePx: number;
  keyOf: (item: Item) => string;
  draw: (item: Item) => ReactNode;
  picked: string | undefined;
  onPick: (key: string) => void;
}>;

/** A long list with one picked line: one tab stop, arrows pick, and only the lines in sight are drawn. */
export function PickList<Item>({ label, items, linePx, keyOf, draw, picked, onPick }: Props<Item>) {
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const at = items.findIndex((item) => keyOf(item) === picked);
  const lines = useVirtualizer({ count: items.length, getScrollElement: () => scroll.current, estimateSize: () => linePx, overscan });

  const pick = (index: number) => {
    const item = items[index];
    if (item === undefined) return;
    onPick(keyOf(item));
  };
  const { scrollToIndex } = lines;
  const place = useRef(at);
  place.current = at;
  useEffect(() => {
    if (picked !== undefined && place.current >= 0) scrollToIndex(place.current);
  }, [picked, scrollToIndex]);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = target(event.key, at, items.length);
    if (to === undefined) return;
    event.preventDefault();
    pick(to);
  };
  const onClick = (event: MouseEvent) => {
    const line = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    if (line) pick(Number(line.dataset.index));
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
          const item = items[index];
          if (item === undefined) return null;
          return (
            <div
              key={keyOf(item)}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              data-index={index}
              className={styles.line}
              style={{ height: linePx, transform: `translateY(${start}px)` }}
            >
              {draw(item)}
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
