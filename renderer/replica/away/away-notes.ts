import { LeadFilter } from '../../../contract/lead-filter.ts';
import { z } from '../../../contract/zod.ts';
import type { RxStoredCollection } from '../open-database.ts';
import { type Account, accountId } from '../session-memory.ts';

/** Who was in a segment by the filter that it had: lead ids, joined by spaces, which no id contains. */
const Members = z.strictObject({ segmentId: z.string(), filter: LeadFilter, ids: z.string() });

/** How a segment changed while nobody was connected; `filterChanged`: somebody gave it another filter, so that nothing can be compared. */
const Change = z.strictObject({
  segmentId: z.string(),
  entered: z.array(z.string()),
  left: z.array(z.string()),
  filterChanged: z.boolean().optional(),
});
export type SegmentChange = z.infer<typeof Change>;

const Period = z.strictObject({ since: z.int(), until: z.int() });

const AwayNote = z.strictObject({
  /** Who was in when the desk was last in step; until what was missed has been pulled and compared. */
  before: z.strictObject({ since: z.int(), members: z.array(Members) }).optional(),
  /** What nobody has looked at yet. */
  report: z.strictObject({ periods: z.array(Period), changes: z.array(Change) }).optional(),
});
export type AwayNote = z.infer<typeof AwayNote>;

/** Beside an account's memory, in a document of its own: it may be large, and is written twice an absence. */
export type AwayNotes = Readonly<{ read: () => Promise<AwayNote>; write: (note: AwayNote) => Promise<void> }>;

export function awayNotes(sessions: RxStoredCollection, account: Account): AwayNotes {
  const id = `away-${accountId(account)}`;
  let turn: Promise<unknown> = Promise.resolve();
  const writeOne = async (note: AwayNote) => {
    const { error } = await sessions.bulkUpsert([{ id, body: note }]);
    if (error.length > 0) throw new Error('the local store refused to note who was in the segments', { cause: error[0] });
  };
  return {
    read: async () => AwayNote.safeParse((await sessions.findOne(id).exec())?.body).data ?? {},
    write: (note) => {
      const written = turn.then(() => writeOne(note)); // in turn, so that the newest stays
      turn = written.catch(() => undefined); // its caller hears of it
      return written;
    },
  };
}
