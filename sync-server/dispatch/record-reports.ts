import { Documents } from '../facts/documents.ts';
import { systemMember } from '../facts/system-member.ts';
import type { FeedTransaction } from '../store/port/feed.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import { change } from './machine.ts';
import { stepOfReport } from './report-step.ts';
import type { ItemReport } from './send-adapter.ts';
import { takeSteps } from './take-steps.ts';

export type ReportPorts = Readonly<{
  store: Pick<Store, 'feed' | 'credentials'>;
  wakeUps: WakeUps;
  /** Epoch ms. */
  now: () => number;
}>;

/** What came of reports: those that said something new, those of items that are not here, and the rest, which said nothing new. */
export type Recorded = Readonly<{ taken: number; unknown: readonly ItemReport[]; old: number }>;

export type RecordReports = (workspace: string, reports: readonly ItemReport[]) => Promise<Recorded>;

/** Puts reports on record, in whatever order they come and however often: each once, and none takes an ended item back (I7). */
export const createRecordReports =
  ({ store, wakeUps, now }: ReportPorts): RecordReports =>
  async (workspace, reports) => {
    const hmacKey = await store.credentials.hmacKey(workspace);
    const author = () => ({ by: systemMember, now: now(), hmacKey });
    const { taken, unknown } = await change({ store, workspace, wakeUps, author }, async (feed, by) => {
      const ids = await itemIdsOf(feed, reports);
      const documents = new Documents(feed);
      await documents.loadNamed(
        'dispatchItem',
        ids.filter((id) => id !== undefined),
      );
      const items = ids.map((id) => (id === undefined ? undefined : documents.get('dispatchItem', id)));
      const found = reports.flatMap((report, index) => (items[index] ? [stepOfReport(items[index], report, by.now)] : []));
      return { ...(await takeSteps(feed, found, by, documents)), unknown: reports.filter((_, index) => !items[index]) };
    });
    return { taken, unknown, old: reports.length - taken - unknown.length };
  };

/** An item is named by its own id, or by the one that the provider gave its message. */
async function itemIdsOf(feed: FeedTransaction, reports: readonly ItemReport[]): Promise<readonly (string | undefined)[]> {
  const theirs = reports.flatMap(({ itemId, providerMessageId }) => (itemId === undefined ? (providerMessageId ?? []) : []));
  const sent = await feed.documents('sentMessage', [...new Set(theirs)]);
  return reports.map(({ itemId, providerMessageId }) => itemId ?? sent.get(providerMessageId ?? '')?.itemId);
}
