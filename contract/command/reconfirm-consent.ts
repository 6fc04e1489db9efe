import { Channel, Purpose } from '../consented.ts';
import { Identifier } from '../identifier.ts';
import { Text } from '../text.ts';
import { EpochMs } from '../time.ts';
import { z } from '../zod.ts';

/** What somebody answered when asked whether they keep a consent, as the law asks every two years (정보통신망법 제50조 제8항); not kept is withdrawn. */
export const ReconfirmConsent = z.strictObject({
  kind: z.literal('reconfirmConsent'),
  userId: Identifier,
  purpose: Purpose,
  channel: Channel,
  at: EpochMs,
  kept: z.boolean(),
  evidence: Text,
});
export type ReconfirmConsent = z.infer<typeof ReconfirmConsent>;
