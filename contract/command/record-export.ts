import { Label } from '../text.ts';
import { z } from '../zod.ts';

/** Which list left as a file. */
export const ExportedList = z.enum(['leads', 'dispatch', 'consents', 'activity']);
export type ExportedList = z.infer<typeof ExportedList>;

/** Says that somebody saved a list as a file: what is in it is out of our hands, so that it left is kept in the audit. */
export const RecordExport = z.strictObject({
  kind: z.literal('recordExport'),
  what: ExportedList,
  /** Lines of the file, its heading not counted. */
  rows: z.int().nonnegative(),
  /** In the marketer's words. */
  reason: Label.optional(),
});
export type RecordExport = z.infer<typeof RecordExport>;
