import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import type { SegmentView } from '../../replica/desk/segment-view.ts';
import styles from './segments.module.css';

type Props = Readonly<{ segments: readonly SegmentView[]; activeId: string | undefined; onPick: (segment: SegmentView) => void }>;

/** The arrows go from one to the next. */
export function SegmentChips({ segments, activeId, onPick }: Props) {
  const { t } = useTranslation('leads');
  const format = useFormat();

  const onKeyDown = ({ key, currentTarget }: KeyboardEvent<HTMLElement>) => {
    const chips = [...currentTarget.querySelectorAll('button')];
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    const at = chips.findIndex((chip) => chip.matches(':focus'));
    if (step !== 0) chips[(at + step + chips.length) % chips.length]?.focus();
  };

  if (segments.length === 0) return null;
  return (
    <ul className={styles.chips} onKeyDown={onKeyDown}>
      {segments.map((segment) => (
        <li key={segment.id}>
          <button
            type="button"
            className={styles.chip}
            aria-pressed={segment.id === activeId}
            aria-label={t('segments.option', { name: segment.name, count: segment.count })}
            title={segment.name}
            onClick={() => onPick(segment)}
          >
            <span className={styles.name}>{segment.name}</span>
            <span className={styles.count}>{format.number(segment.count)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
