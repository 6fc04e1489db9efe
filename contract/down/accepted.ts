import { EventId, Hash, Identifier } from '../identifier.ts';
import { z } from '../zod.ts';

/** What every answer to a chat event names, so that a chat client finds the conversation again. */
export const answered = { id: Hash, eventId: EventId, chatId: Identifier, userId: Identifier, productId: Identifier };

/** Answers `searched`: the search has become training data. */
export const Accepted = z.strictObject({ kind: z.literal('accepted'), ...answered });
export type Accepted = z.infer<typeof Accepted>;
