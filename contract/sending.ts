import { AdapterId } from './dispatch.ts';
import { z } from './zod.ts';

const MinuteOfDay = z.int().min(0).max(1_440);

/** `GET /v1/sending`: who sends and in what state that is. Nothing that opens anything (I11). */
export const Sending = z.strictObject({
  provider: AdapterId,
  /** Nothing leaves the machine. */
  sandbox: z.boolean(),
  capabilities: z.strictObject({
    maxBatch: z.int().positive(),
    receipts: z.enum(['webhook+poll', 'poll', 'none']),
    addressing: z.enum(['phone', 'kakaoUuid']),
    lookUp: z.boolean(),
    /** When messages are taken at all, in minutes of the day in Seoul. */
    window: z.strictObject({ fromMinute: MinuteOfDay, toMinute: MinuteOfDay }).optional(),
  }),
  health: z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true) }),
    z.strictObject({ ok: z.literal(false), reason: z.enum(['auth', 'balance', 'maintenance', 'unreachable']) }),
  ]),
  /** What is left to pay with, where the provider tells. */
  balanceKrw: z.number().optional(),
  /** Whether a test can be sent: to this member's own chat, once signed in, or to the shop's test number. */
  test: z.strictObject({ kakao: z.enum(['signedIn', 'signedOut']).optional(), phone: z.boolean() }),
});
export type Sending = z.infer<typeof Sending>;

/** `POST /v1/sending/kakao/sign-in`: the address that the member's own browser is to open, good once and for ten minutes. */
export const KakaoSignIn = z.strictObject({ url: z.url() });
export type KakaoSignIn = z.infer<typeof KakaoSignIn>;
