import { toMobileNumber } from '../../domain/person/mobile-number.ts';
import { numberId } from '../facts/number-id.ts';
import type { OptOut } from '../store/port/fact.ts';
import type { Store } from '../store/port/store.ts';

/** Whether an opt-out says anything beside what was taken over of its number before. */
export const isUnheard = (known: Readonly<{ at: number }> | undefined, at: number): boolean => known === undefined || known.at < at;

/** What is new of a list that is read again whenever it grows, so that the log does not take down a whole day for each call of that day. */
export async function unheardAmong(
  feed: Pick<Store['feed'], 'transaction'>,
  workspace: string,
  optOuts: readonly OptOut[],
): Promise<readonly OptOut[]> {
  const listed = optOuts.flatMap((optOut) => {
    const mobile = optOut.number === undefined ? undefined : toMobileNumber(optOut.number);
    return mobile === undefined ? [] : [{ id: numberId(mobile), optOut }];
  });
  const ids = listed.map(({ id }) => id);
  const known = await feed.transaction(workspace, (read) => read.documents('numberOptOut', ids));
  return listed.filter(({ id, optOut }) => isUnheard(known.get(id), optOut.at)).map(({ optOut }) => optOut);
}
