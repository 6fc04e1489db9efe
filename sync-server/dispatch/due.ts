import type { DispatchItem } from '../../contract/dispatch.ts';

/** An item that surely did not leave is tried so often; then it is `failed`. */
export const mostAttempts = 5;

const firstPauseMs = 1_000;
const pauseGrowth = 4;
const longestPauseMs = 600_000;

/** 1 s, 4 s, 16 s ... at most 10 minutes. */
export const pauseMs = (tries: number): number => Math.min(firstPauseMs * pauseGrowth ** Math.max(0, tries - 1), longestPauseMs);

/** When a queued item may be handed over: at once, or after a pause where it was tried before. Epoch ms. */
export const sendDueAt = ({ at, attempt }: DispatchItem): number => (attempt === 0 ? at : at + pauseMs(attempt));
