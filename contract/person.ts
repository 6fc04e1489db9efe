import { Channel, Purpose } from './consented.ts';
import { Identifier } from './identifier.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** A value with the time and fact that said it last, so that late facts fold in any order. */
const Said = z.strictObject({ value: z.string(), at: EpochMs, factId: z.string() });
export type Said = z.infer<typeof Said>;

/** The newest word on one purpose and channel. */
export const ConsentState = z.strictObject({ purpose: Purpose, channel: Channel, granted: z.boolean(), at: EpochMs, factId: z.string() });
export type ConsentState = z.infer<typeof ConsentState>;

/** Collection `person`: who a user is and what they agreed to. `id` is the user's. Consents by purpose, then channel. */
export const Person = z.strictObject({
  id: Identifier,
  name: Said.optional(),
  phone: Said.optional(),
  kakaoUuid: Said.optional(),
  consents: z.array(ConsentState),
});
export type Person = z.infer<typeof Person>;
