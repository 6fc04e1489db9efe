import type { StateCreator } from 'zustand';
import { addDays, daysBetween } from '../../domain/time/kst.ts';

/** Days back from today, today included. */
export const presets = [1, 7, 30, 90] as const;
export type Preset = (typeof presets)[number];

/** A preset moves on with the clock; fixed days stay. Asia/Seoul days, both ends included. */
export type Period = Readonly<{ kind: 'last'; days: Preset }> | Readonly<{ kind: 'days'; from: string; to: string }>;

export type PeriodSlice = Readonly<{ period: Period; look: (period: Period) => void }>;

export const createPeriodSlice: StateCreator<PeriodSlice> = (set) => ({
  period: { kind: 'last', days: 7 },
  look: (period) => set({ period }),
});

export type DayRange = Readonly<{ from: string; to: string }>;

export const dayRange = (period: Period, today: string): DayRange =>
  period.kind === 'days' ? { from: period.from, to: period.to } : { from: addDays(today, 1 - period.days), to: today };

export const lengthInDays = ({ from, to }: DayRange): number => daysBetween(from, to) + 1;

/** The neighbouring period of the same length, never reaching past today; a step that ends today is a preset again. */
export function stepped(period: Period, direction: -1 | 1, today: string): Period {
  const range = dayRange(period, today);
  const length = lengthInDays(range);
  const to = [addDays(range.to, direction * length), today].sort()[0] as string;
  const preset = presets.find((days) => days === length);
  if (to === today && preset) return { kind: 'last', days: preset };
  return { kind: 'days', from: addDays(to, 1 - length), to };
}
