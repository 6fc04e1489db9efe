import { Label } from '../text.ts';
import { z } from '../zod.ts';
import { answered } from './accepted.ts';

/** Answers `requested`; also sent when a person turns a refusal round. `reason` names the rule. */
export const Approved = z.strictObject({ kind: z.literal('approved'), ...answered, requestType: z.literal('1'), reason: Label });
export type Approved = z.infer<typeof Approved>;
