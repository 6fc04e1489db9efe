import { z } from '../../../contract/zod.ts';

const Ms = z.int().nonnegative();
const Krw = z.int().nonnegative();

/** What a test may want otherwise. Prices and delays are ours: no provider publishes them. */
export const Settings = z.strictObject({
  /** The report on a message comes this long after it was handed over: at least, at most. */
  reportDelayMs: z.tuple([Ms, Ms]),
  /** Between two calls of one webhook that was not answered with 200. */
  webhookRetryMs: Ms,
  /** What the shop has at Solapi. */
  balanceKrw: Krw,
  brandPriceKrw: Krw,
  smsPriceKrw: Krw,
  /** What whoever signs in at Kakao consents to. */
  kakaoConsents: z.array(z.string()),
  /** What is switched on in the app's console. */
  kakaoEnabled: z.array(z.string()),
});
export type Settings = z.infer<typeof Settings>;
export const SettingsChange = Settings.partial();

/** To send messages, and to know who one's friends are. */
const kakaoScopes = ['talk_message', 'friends'];

export const defaultSettings: Settings = {
  reportDelayMs: [20, 400],
  webhookRetryMs: 500,
  balanceKrw: 10_000_000,
  brandPriceKrw: 30,
  smsPriceKrw: 45,
  kakaoConsents: kakaoScopes,
  kakaoEnabled: kakaoScopes,
};
