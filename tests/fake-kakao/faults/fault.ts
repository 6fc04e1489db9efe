import { z } from '../../../contract/zod.ts';
import { stages } from '../wire/route.ts';
import { FaceName } from '../world/face-name.ts';

/** Of one call. */
export const callFaults = [
  'acceptThenTimeout',
  'acceptThenReset',
  'acceptThen502',
  /** Nothing is done at first and nobody is answered; `ms` later it is done after all: a call that was long on its way. */
  'acceptLate',
  /** Nothing is done; an answer comes after `ms`. */
  'slow',
  /** Nothing is done; the connection is reset. */
  'reset',
  'tooManyRequests',
  'unavailable',
  'truncatedJson',
  'htmlPage',
  'emptyBody',
  /** It is done, and then the face's own "timed out inside" is answered. */
  'processingTimeout',
  /** From then on, until the fault is removed. */
  'keyRevoked',
] as const;

/** Of a webhook. `webhookDisordered`: the final report first, an earlier one behind it. */
export const webhookFaults = ['webhookLost', 'webhookTwice', 'webhookDisordered'] as const;

export type CallFault = (typeof callFaults)[number];
export type WebhookFault = (typeof webhookFaults)[number];

/**
 * What is to go wrong. Without `share` it strikes the next `times` calls that it is aimed at, after leaving `after` of them alone; with one it strikes that
 * share of them until it is removed.
 */
export const Fault = z.strictObject({
  kind: z.enum([...callFaults, ...webhookFaults, 'clockSkew']),
  face: FaceName.optional(),
  /** Calls that send, unless said otherwise. */
  stage: z.enum([...stages, 'any']).default('commit'),
  times: z.int().positive().default(1),
  share: z.number().min(0).max(1).optional(),
  after: z.int().nonnegative().default(0),
  ms: z.int().default(60_000),
  retryAfterS: z.int().positive().default(1),
});
export type Fault = z.infer<typeof Fault>;
