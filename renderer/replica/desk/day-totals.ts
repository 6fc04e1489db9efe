export type DayTotals = Readonly<{ day: string; searches: number; questions: number; requests: number; refusals: number }>;

export type Overview = Readonly<{
  days: readonly DayTotals[];
  totals: Omit<DayTotals, 'day'> & Readonly<{ /** Leads active in these days. */ leads: number }>;
  /** The same number of days just before. */
  previous: Omit<DayTotals, 'day'> & Readonly<{ leads: number }>;
  topProducts: readonly (Readonly<{ productId: string; name?: string }> & Omit<DayTotals, 'day'>)[];
}>;
