import { NumberInput, Slider } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import styles from './policy.module.css';

type Range = Readonly<{ min: number; max: number }>;
type Props = Readonly<{
  label: string;
  value: number;
  onChange: (value: number) => void;
  /** What the slider reaches; a value beyond it, typed or set by somebody else, widens it. */
  range: Range;
  /** What may be typed. */
  limit: Range;
  /** Beside the number. */
  children?: ReactNode;
}>;

/** One weight: a slider for the hand and the arrow keys, its number beside it. */
export function PointsRow({ label, value, onChange, range, limit, children }: Props) {
  const { min, max } = { min: Math.min(range.min, value), max: Math.max(range.max, value) };
  return (
    <fieldset className={styles.row} aria-label={label}>
      <span className={styles.label}>{label}</span>
      <Slider
        className={styles.slider}
        thumbLabel={label}
        size="sm"
        {...{ min, max, value, onChange }}
        startPointValue={Math.max(min, Math.min(max, 0))}
        label={null}
      />
      <div className={styles.values}>
        <NumberField label={label} value={value} onChange={onChange} limit={limit} />
        {children}
      </div>
    </fieldset>
  );
}

type NumberProps = Readonly<Pick<Props, 'label' | 'value' | 'onChange' | 'limit'>>;

/** A whole number; what is no number is not taken, and an emptied field that is left says again what holds. */
export function NumberField({ label, value, onChange, limit }: NumberProps) {
  const [isEmptied, setEmptied] = useState(false);
  return (
    <NumberInput
      className={styles.number}
      size="xs"
      aria-label={label}
      {...limit}
      value={isEmptied ? '' : value}
      clampBehavior="strict"
      allowDecimal={false}
      onChange={(typed) => {
        setEmptied(typed === '');
        if (typeof typed === 'number') onChange(typed);
      }}
      onBlur={() => setEmptied(false)}
    />
  );
}
