import { z } from '../../../contract/zod.ts';

// What Solapi answers, as far as it is read. Stored documents carry nulls, and booleans as 0 and 1; fields that are not named here are let be.

const Flag = z
  .union([z.boolean(), z.literal(0), z.literal(1)])
  .nullish()
  .transform(Boolean);
const Word = z
  .string()
  .nullish()
  .transform((word) => word ?? undefined);

/** PENDING, SENDING, COMPLETE, FAILED, SCHEDULED, DELETED; a word that is not known yet is kept. */
export const Group = z.object({
  groupId: z.string(),
  status: z.string(),
  dateSent: Word,
  count: z.object({ sentTotal: z.number().default(0) }).default({ sentTotal: 0 }),
});
export type Group = z.infer<typeof Group>;

/** The reception of one message into a group. */
export const Registered = z.object({
  to: Word,
  messageId: Word,
  statusCode: z.string(),
  statusMessage: Word,
  customFields: z.record(z.string(), z.string()).nullish(),
});
export type Registered = z.infer<typeof Registered>;
export const RegisteredMessages = z.object({ resultList: z.array(Registered) });

/** A message as it is stored there, also as a webhook reports it. */
export const StoredMessage = z.object({
  messageId: z.string(),
  groupId: Word,
  type: Word,
  statusCode: Word,
  statusMessage: Word,
  reason: Word,
  replacement: Flag,
  customFields: z.record(z.string(), z.string()).nullish(),
  dateReported: Word,
  dateReceived: Word,
  dateProcessed: Word,
  dateUpdated: Word,
});
export type StoredMessage = z.infer<typeof StoredMessage>;

export const StoredMessages = z.object({
  messageList: z.record(z.string(), StoredMessage).nullish(),
  nextKey: Word,
});

/** When, as an ISO time; epoch ms. */
const Moment = z
  .string()
  .transform((text) => Date.parse(text))
  .refine((at) => !Number.isNaN(at));

/** People who called the free 080 number, by a key of their own; called again, `dateUpdated` moves. */
export const BlackList = z.object({
  blackList: z.record(z.string(), z.object({ type: z.string(), recipientNumber: z.string(), dateUpdated: Moment })),
  nextKey: Word,
});

export const Balance = z.object({ balance: z.number(), point: z.number().default(0) });
export const StoredFile = z.object({ fileId: z.string() });

/** Every refusal. */
export const Refusal = z.object({ errorCode: z.string(), errorMessage: z.unknown() });
