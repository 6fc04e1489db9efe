import { z } from '../../../contract/zod.ts';

// What NHN Cloud answers, as far as it is read; of everything else nothing is asked.

const Word = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((word) => (word === null || word === undefined ? undefined : String(word)));

export const Header = z.object({ resultCode: z.number(), resultMessage: Word, isSuccessful: z.boolean() });
/** Every answer has a header; a refusal may come with HTTP 200. */
export const Enveloped = z.object({ header: Header });

export const SendResult = z.object({ recipientSeq: z.number(), recipientNo: Word, resultCode: z.number(), resultMessage: Word });
export type SendResult = z.infer<typeof SendResult>;

export const Sent = z.object({
  header: Header,
  message: z.object({ requestId: z.string(), sendResults: z.array(SendResult) }).nullish(),
});
export type Sent = z.infer<typeof Sent>;

/** A message of the list, and a webhook's hook: the same words for the same things. */
export const ListedMessage = z.object({
  requestId: z.string(),
  recipientSeq: z.number(),
  resultCode: Word,
  resultCodeName: Word,
  messageStatus: Word,
  receiveDate: Word,
  createDate: Word,
  resendStatusCode: Word,
  recipientGroupingKey: Word,
});
export type ListedMessage = z.infer<typeof ListedMessage>;

export const MessageList = z.object({
  header: Header,
  messageSearchResultResponse: z.object({ messages: z.array(ListedMessage), totalCount: z.number() }).nullish(),
});

export const Webhook = z.object({ event: z.string(), hooks: z.array(z.unknown()) });
export const UploadedImage = z.object({ header: Header, image: z.object({ imageUrl: z.string() }).nullish() });
