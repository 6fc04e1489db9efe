import { z } from '../../../contract/zod.ts';

const Ms = z.int().nonnegative();

/** What a test may want otherwise. Prices and delays are ours: no provider publishes them. */
export const Settings = z.strictObject({
  /** The report on a message comes this long after it was handed over: at least, at most. */
  reportDelayMs: z.tuple([Ms, Ms]).default([20, 400]),
  /** Between two calls of one webhook that was not answered with 200. */
  webhookRetryMs: Ms.default(500),
  /** What the shop has at Solapi. */
  balanceKrw: z.int().nonnegative().default(10_000_000),
  brandPriceKrw: z.int().nonnegative().default(30),
  smsPriceKrw: z.int().nonnegative().default(45),
});
export type Settings = z.infer<typeof Settings>;
export const SettingsChange = Settings.partial();
