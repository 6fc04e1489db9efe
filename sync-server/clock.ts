/** A clock that was put to another time and goes on from there: it showed `startsAt` when the machine's showed `startedAt`. Epoch ms. */
export type Clock = Readonly<{ startedAt: number; startsAt: number }>;

/** The machine's clock, or one that was put to another time. */
export const clockOf = (clock: Clock | undefined): (() => number) =>
  clock ? () => clock.startsAt + (Date.now() - clock.startedAt) : Date.now;
