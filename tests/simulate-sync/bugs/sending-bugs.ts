import type { Dispatch, DispatchItem } from '../../../contract/dispatch.ts';
import type { Fact } from '../../../sync-server/store/port/fact.ts';
import type { Change } from '../../../sync-server/store/port/feed.ts';
import type { Mutation } from '../mutation.ts';
import { withTransactions } from './with-transactions.ts';

/** What a person has paused goes on: her act is on record, and nothing comes of it. */
const pauseOverlooked: Mutation['store'] = (store) =>
  withTransactions(store, (feed) => ({ ...feed, write: (changes) => feed.write(changes.filter((change) => !isPaused(change))) }));

const isPaused = ({ collection, document }: Change): boolean =>
  collection === 'dispatch' && (document as Dispatch | null)?.hold?.reason === 'paused';

/** Tomorrow's promotion leaves today. */
const timeOverlooked: Mutation['store'] = (store) =>
  withTransactions(store, (feed) => ({ ...feed, write: (changes) => feed.write(changes.map(atOnce)) }));

function atOnce(change: Change): Change {
  if (change.collection !== 'dispatch' || !change.document) return change;
  const { sendAt: _later, ...dispatch } = change.document as Dispatch;
  return { ...change, document: { ...dispatch, state: dispatch.state === 'scheduled' ? 'synced' : dispatch.state } };
}

/** A doubt that comes after the word that a message arrived takes that word back. */
const endedTakenBack: Mutation['store'] = (store) =>
  withTransactions(store, (feed) => ({
    ...feed,
    documents: async (collection, ids) => {
      const found = await feed.documents(collection, ids);
      return collection === 'dispatchItem'
        ? (new Map([...found].map(([id, item]) => [id, reopened(item as DispatchItem)])) as never)
        : found;
    },
  }));

const reopened = (item: DispatchItem): DispatchItem => (item.state === 'delivered' ? { ...item, state: 'accepted' } : item);

/** A list of who called the free number is put on record, and nobody of it is found. */
const optOutListUnread: Mutation['store'] = (store) =>
  withTransactions(store, (feed) => ({ ...feed, append: (facts) => feed.append(facts.map(unread)) }));

function unread<F extends Fact>(fact: F): F {
  if (fact.kind !== 'command' || fact.body.effect?.kind !== 'optedOut') return fact;
  for (const list of [fact.body.effect.people, fact.body.effect.numbers] as unknown[][]) list.length = 0; // before it is folded
  return fact;
}

/** What a webhook brings is answered with thanks, and what it did not bring is never asked for. */
const reportsNotAskedFor: Mutation['adapter'] = (adapter) => ({ ...adapter, poll: async () => [] });

/** A backup was put back, and the server goes on with what stands there as if nothing had left since. */
const backupSentAgain: Mutation['pauseOpen'] = async () => ({ dispatches: 0, items: 0 });

export const sendingBugs: Readonly<Record<string, Mutation>> = {
  'pause-overlooked': { store: pauseOverlooked },
  'time-overlooked': { store: timeOverlooked },
  'ended-taken-back': { store: endedTakenBack },
  'opt-out-list-unread': { store: optOutListUnread },
  'reports-not-asked-for': { adapter: reportsNotAskedFor },
  'backup-sent-again': { pauseOpen: backupSentAgain },
};
