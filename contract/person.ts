import { Channel, Purpose } from './consented.ts';
import { Identifier } from './identifier.ts';
import { Label } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** A value with the time and fact that said it last, so that late facts fold in any order. */
const Said = z.strictObject({ value: z.string(), at: EpochMs, factId: z.string() });
export type Said = z.infer<typeof Said>;

/** The newest word on one purpose and channel. */
export const ConsentState = z.strictObject({ purpose: Purpose, channel: Channel, granted: z.boolean(), at: EpochMs, factId: z.string() });
export type ConsentState = z.infer<typeof ConsentState>;

/** The newest time somebody said that they keep a consent (정보통신망법 제50조 제8항). */
export const Confirmation = z.strictObject({ purpose: Purpose, channel: Channel, at: EpochMs, factId: z.string() });
export type Confirmation = z.infer<typeof Confirmation>;

/** The newest purchase of a category, where the shop had the contact from the person themself (제50조 제1항 제1호). */
export const Transaction = z.strictObject({ category: Label, endedAt: EpochMs, factId: z.string() });
export type Transaction = z.infer<typeof Transaction>;

/** So many of the newest words, and of the newest notices, are kept with a person; all of them are in the log. */
export const mostWords = 16;

/** Somebody was told the result of one of their words. */
export const Notice = z.strictObject({ consentFactId: z.string(), at: EpochMs, factId: z.string() });
export type Notice = z.infer<typeof Notice>;

/** Collection `person`: who a user is and what they agreed to. `id` is the user's. Consents by purpose, then channel. */
export const Person = z.strictObject({
  id: Identifier,
  name: Said.optional(),
  phone: Said.optional(),
  kakaoUuid: Said.optional(),
  consents: z.array(ConsentState),
  /** What they said lately about advertising, and what of it they were told the result of; oldest first, absent for none. */
  words: z.array(ConsentState).max(mostWords).optional(),
  notices: z.array(Notice).max(mostWords).optional(),
  /** By purpose, then channel; absent for none. */
  confirmations: z.array(Confirmation).optional(),
  /** By category; absent for none. */
  transactions: z.array(Transaction).optional(),
  /** Whether they are under 14, and whether a guardian has agreed (개인정보 보호법 제22조의2); absent where nobody said. */
  minor: z.strictObject({ under14: z.boolean(), guardianAgreed: z.boolean(), at: EpochMs, factId: z.string() }).optional(),
});
export type Person = z.infer<typeof Person>;
