import { KakaoMessage } from './dispatch.ts';
import { Hash, Identifier } from './identifier.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** What one phone of the sandbox showed. */
export const ShownMessage = z.strictObject({
  itemId: Hash,
  attempt: z.int().positive(),
  userId: Identifier,
  shownAt: EpochMs,
  message: KakaoMessage,
});
export type ShownMessage = z.infer<typeof ShownMessage>;

/** `GET /v1/sandbox/ledger`: newest first. */
export const ShownMessages = z.strictObject({ entries: z.array(ShownMessage) });
export type ShownMessages = z.infer<typeof ShownMessages>;
