import { Label } from '../text.ts';
import { z } from '../zod.ts';
import { answered } from './accepted.ts';

/** Answers `requested`: compensation, the chat's `requestType` becomes `"0"`. `reason` names the rule. */
export const Refused = z.strictObject({ kind: z.literal('refused'), ...answered, requestType: z.literal('0'), reason: Label });
export type Refused = z.infer<typeof Refused>;
