import type { Activity } from '../../../contract/activity.ts';
import { rebuild } from '../../../sync-server/projection/rebuild.ts';
import type { Fact } from '../../../sync-server/store/port/fact.ts';
import type { Change } from '../../../sync-server/store/port/feed.ts';
import type { Mutation } from '../mutation.ts';
import { withTransactions } from './with-transactions.ts';

/** A row that was committed late stands behind a checkpoint that was given already: its reader steps over it. */
const skippedSeq: Mutation['store'] = (store, { random }) => ({
  ...store,
  feed: {
    ...store.feed,
    pull: async (...asked) => {
      const page = await store.feed.pull(...asked);
      if (page === 'resync' || page.documents.length < 2 || !random.chance(0.1)) return page;
      return { ...page, documents: page.documents.slice(1) };
    },
  },
});

/** What nobody had seen is overwritten, and neither the outcome nor the inbox says so. */
const losingValueNotKept: Mutation['store'] = (store) => {
  const isConflict = ({ collection, document }: Change) => collection === 'activity' && (document as Activity | null)?.kind === 'conflict';
  const silently = <F extends Fact>(fact: F): F => {
    if (fact.kind !== 'command' || !fact.body.outcome.overwritten) return fact;
    const { overwritten: _lost, ...outcome } = fact.body.outcome;
    return { ...fact, body: { ...fact.body, outcome: { ...outcome, status: 'applied' as const } } };
  };
  return withTransactions(store, (feed) => ({
    ...feed,
    append: (facts) => feed.append(facts.map(silently)),
    write: (changes) => feed.write(changes.filter((change) => !isConflict(change))),
  }));
};

/** What comes again is applied again, under the next free id: nobody remembers that it was. */
const lostAnswerReapplied: Mutation['store'] = (store) =>
  withTransactions(store, (feed) => {
    const again = new Map<string, string>();
    const renamed = <F extends Fact>(fact: F): F => ({ ...fact, factId: again.get(fact.factId) ?? fact.factId });
    return {
      ...feed,
      fact: async (factId) => {
        const known = await feed.fact(factId);
        if (known?.kind !== 'command' || known.body.act.kind !== 'patchLeads') return known;
        let next = factId;
        while (await feed.fact(next)) next = `${next.slice(0, -1)}${String.fromCharCode(next.charCodeAt(25) + 1)}`;
        again.set(factId, next);
        return undefined;
      },
      append: (facts) => feed.append(facts.map(renamed)),
    };
  });

/** The acknowledgement does not wait for the disk. */
const ackBeforeStore: Mutation['store'] = (store) => ({
  ...store,
  log: {
    ...store.log,
    appendEvents: async (name, events) => {
      void store.log.appendEvents(name, events).catch(() => undefined);
      return events.map(() => 'stored');
    },
  },
});

/** A rebuild that reacts: it makes the answers again that are in the log, and puts them into the outbox. */
const outboxRewrittenByRebuild: typeof rebuild = (store, workspace, options) =>
  rebuild(
    {
      ...store,
      feed: {
        ...store.feed,
        transaction: (name, work) =>
          store.feed.transaction(name, async (feed) => {
            const result = await work(feed);
            const decided = (await store.log.read(name, 0, 1_000)).find(({ kind }) => kind === 'event');
            if (decided)
              await feed.queue([{ client: decided.by, messages: [{ kind: 'rejected', id: decided.factId, code: 'event.schema' }] }]);
            return result;
          }),
      },
    },
    workspace,
    options,
  );

/** A fold that does not note how far it came. */
const foldedTwice: Mutation['store'] = (store, { random }) =>
  withTransactions(store, (feed) => ({
    ...feed,
    moveCursor: async (position) => (random.chance(0.05) ? undefined : feed.moveCursor(position)),
  }));

/** An answer that did not come is taken for a message that did not leave. */
const uncertainResent: Mutation['adapter'] = (adapter) => ({
  ...adapter,
  lookUp: async (batch) => {
    const reports = await adapter.lookUp(batch);
    if (reports !== 'unknown') return reports;
    return batch.items.map(({ itemId }) => ({ itemId, status: 'notSent', at: 0, raw: { code: '', text: '' }, key: itemId }));
  },
});

/** What was acknowledged and is not folded yet is not looked at before sending. */
const withdrawalOverlooked: Mutation['catchUp'] = async () => ({ queued: false });

/** An outcome that is not in the log: the transaction is answered before it is on the disk. */
const outcomeBeforeStore: Mutation['store'] = (store) => ({
  ...store,
  feed: {
    ...store.feed,
    transaction: (name, work) =>
      new Promise((resolve, reject) => {
        store.feed
          .transaction(name, async (feed) => {
            const result = await work(feed);
            resolve(result);
            return result;
          })
          .catch(reject);
      }),
  },
});

export const serverBugs: Readonly<Record<string, Mutation>> = {
  'skipped-seq': { store: skippedSeq },
  'losing-value-not-kept': { store: losingValueNotKept },
  'lost-answer-reapplied': { store: lostAnswerReapplied },
  'ack-before-store': { store: ackBeforeStore },
  'outcome-before-store': { store: outcomeBeforeStore },
  'outbox-rewritten-by-rebuild': { rebuild: outboxRewrittenByRebuild },
  'folded-twice': { store: foldedTwice },
  'uncertain-resent': { adapter: uncertainResent },
  'withdrawal-overlooked': { catchUp: withdrawalOverlooked },
};
