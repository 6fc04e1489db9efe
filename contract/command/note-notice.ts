import { Identifier } from '../identifier.ts';
import { EpochMs } from '../time.ts';
import { z } from '../zod.ts';

/** Somebody was told what became of their consent, refusal or withdrawal, as the law asks within 14 days (정보통신망법 제50조 제7항). */
export const NoteNotice = z.strictObject({
  kind: z.literal('noteNotice'),
  userId: Identifier,
  /** The fact that said it: an event's id or a command's. */
  consentFactId: z.string().min(1).max(64),
  at: EpochMs,
});
export type NoteNotice = z.infer<typeof NoteNotice>;
