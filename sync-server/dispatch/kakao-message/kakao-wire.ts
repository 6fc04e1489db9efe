import { z } from '../../../contract/zod.ts';

// What Kakao answers, as far as it is read.

const Seconds = z.number().nonnegative();

/** `POST /oauth/token`. A refreshed answer has a refresh token only while the old one has less than a month left. */
export const TokenAnswer = z.object({
  access_token: z.string(),
  expires_in: Seconds,
  refresh_token: z.string().optional(),
  refresh_token_expires_in: Seconds.optional(),
  scope: z.string().optional(),
});
export type TokenAnswer = z.infer<typeof TokenAnswer>;

/** `error` is OAuth's word (RFC 6749, section 5.2). */
export const TokenRefusal = z.object({ error: z.string(), error_description: z.unknown() });

export const MemoSent = z.object({ result_code: z.literal(0) });

const Failure = z.object({ code: z.number(), msg: z.string(), receiver_uuids: z.array(z.string()) });
const Failures = z.array(Failure).nullish();

/** The failures have two names: the documents of one SDK write the plural. */
export const FriendsSent = z
  .object({ successful_receiver_uuids: z.array(z.string()).nullish(), failure_info: Failures, failure_infos: Failures })
  .refine((sent) => sent.successful_receiver_uuids ?? sent.failure_info ?? sent.failure_infos, 'says of nobody what became of them')
  .transform((sent) => ({
    sentTo: sent.successful_receiver_uuids ?? [],
    failures: [...(sent.failure_info ?? []), ...(sent.failure_infos ?? [])],
  }));
export type FriendsSent = z.infer<typeof FriendsSent>;

/** Every refusal of the API. */
export const Refusal = z.object({ code: z.number(), msg: z.unknown() });
