import { AdapterId } from './dispatch.ts';
import { Identifier } from './identifier.ts';
import { TestTarget } from './test-target.ts';
import { Label, Text } from './text.ts';
import { EpochMs } from './time.ts';
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
    /** Whether it carries information by template, as results of consents are told. */
    notices: z.boolean(),
    /** When messages are taken at all, in minutes of the day in Seoul. */
    window: z.strictObject({ fromMinute: MinuteOfDay, toMinute: MinuteOfDay }).optional(),
  }),
  health: z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true) }),
    z.strictObject({ ok: z.literal(false), reason: z.enum(['auth', 'balance', 'maintenance', 'unreachable']) }),
  ]),
  /** What is left to pay with, where the provider tells. */
  balanceKrw: z.number().optional(),
  /**
   * Of the provider's own list of people who want no advertising: when this server last read all of it, and that it could not since. Absent where the
   * provider keeps none; without a time this server has not read it, which another one may do.
   */
  optOuts: z.strictObject({ readAt: EpochMs.optional(), failing: z.literal(true).optional() }).optional(),
  /** What one message costs, as the shop has set it; estimates only. */
  priceKrw: z.int().nonnegative(),
  /** Whether the provider may call back; without that, reports come by asking. */
  webhook: z.boolean(),
  /** Who carries the messages for the shop, as it has said, and the end of their certificate (정보통신망법 제50조의3); absent where it has not. */
  processor: z.strictObject({ name: Label, certifiedUntil: EpochMs.optional() }).optional(),
  /** Whether a test can be sent: to this member's own chat, once signed in, or to the shop's test number. */
  test: z.strictObject({ kakao: z.enum(['signedIn', 'signedOut']).optional(), phone: z.boolean() }),
});
export type Sending = z.infer<typeof Sending>;

/** `POST /v1/sending/kakao/sign-in`: the address that the member's own browser is to open, good once and for ten minutes. */
export const KakaoSignIn = z.strictObject({ url: z.url() });
export type KakaoSignIn = z.infer<typeof KakaoSignIn>;

/** `POST /v1/sending/test`: one message to the member who asks, and to nobody else. */
export const TestSend = z.strictObject({ productIds: z.array(Identifier).min(1).max(6), text: Text.optional() });
export type TestSend = z.infer<typeof TestSend>;

/** Where a test went, and what was heard of it. `unknown` is never sent again by itself. */
export const TestSent = z.strictObject({
  to: TestTarget,
  outcome: z.enum(['accepted', 'rejected', 'unknown']),
  /** The provider's own, where it was not accepted. */
  code: z.string().optional(),
});
export type TestSent = z.infer<typeof TestSent>;
