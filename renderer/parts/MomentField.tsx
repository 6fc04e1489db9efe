import { DateTimePicker } from '@mantine/dates';
import type { MomentCalendar } from './calendar.ts';
import { fromWallClock, toWallClock } from './wall-clock.ts';

type Props = Readonly<{
  label: string;
  calendar: MomentCalendar;
  /** How the moment is written, in dayjs letters. */
  format: string;
  /** Epoch ms. */
  value: number;
  /** No later day can be picked, epoch ms. */
  latest: number;
  error?: string | undefined;
  onChange: (at: number) => void;
}>;

/** A moment on Seoul's clock, wherever the laptop is (I12). */
export const MomentField = ({ label, calendar, format, value, latest, error, onChange }: Props) => (
  <DateTimePicker
    {...calendar}
    label={label}
    valueFormat={format}
    maxDate={toWallClock(latest).slice(0, 10)}
    value={toWallClock(value)}
    error={error}
    onChange={(wall) => {
      const at = wall === null ? undefined : fromWallClock(wall);
      if (at !== undefined) onChange(at);
    }}
  />
);
