import type { DispatchItem } from '../../contract/dispatch.ts';
import { type AfterError, afterError } from '../../domain/dispatching/after-error.ts';
import { Documents } from '../facts/documents.ts';
import type { StepAuthor } from '../facts/item-fact.ts';
import { type Claimed, claim } from './claim.ts';
import { commit } from './commit.ts';
import { holdDispatch } from './hold-dispatch.ts';
import { change, type Machine } from './machine.ts';
import type { Batch, BatchOutcome, Prepared, SendError } from './send-adapter.ts';
import { type FoundStep, takeSteps } from './take-steps.ts';

/**
 * Brings some items of a dispatch to the provider: claimed, prepared where it has two phases, committed, called once, and what was answered put
 * on record. Whatever ends between two of these leaves items that the next life knows how to go on with (I7).
 */
export async function sendBatch(machine: Machine, dispatchId: string, ids: readonly string[]): Promise<Claimed> {
  const claimed = await claim(machine, dispatchId, ids);
  const prepared = claimed.batch && (await prepare(machine, claimed.batch));
  const committed = prepared && (await commit(machine, prepared));
  if (committed?.batch) await settle(machine, committed.batch, await callOnce(machine, committed.batch, committed.at));
  else if (prepared) await machine.adapter.discard?.(prepared);
  return claimed;
}

async function prepare(machine: Machine, batch: Batch): Promise<Batch | undefined> {
  const { adapter } = machine;
  if (!adapter.capabilities.twoPhase) return batch;
  const prepared = await prepareOnce(machine, batch);
  if (prepared.kind !== 'prepared') {
    await settle(machine, batch, { kind: 'rejected', error: { ...prepared.error, mayHaveSent: false } }); // nothing was committed
    return undefined;
  }
  const theirs = prepared.providerBatchId !== undefined && { providerBatchId: prepared.providerBatchId };
  await change(machine, (feed, author) =>
    takeSteps(
      feed,
      batch.items.map(({ itemId, attempt }) => ({ itemId, attempt, step: 'prepared', ...theirs })),
      author,
    ),
  );
  return { ...batch, ...theirs };
}

async function prepareOnce({ adapter, log }: Machine, batch: Batch): Promise<Prepared> {
  try {
    return await adapter.prepare(batch);
  } catch (error) {
    log.warn({ err: error, batchId: batch.batchId }, 'the provider did not prepare a batch, another will be made');
    return { kind: 'rejected', error: thrown('transient') };
  }
}

/** A permit is of its moment: whoever comes to the call much later - a lid was closed in between - asks for another. */
const permitHoldsMs = 60_000;

/**
 * One call, by a server whose claim others still respect, right after the permit (I8); else none, and it is sure that nothing was sent. Whatever
 * is thrown may have come after the messages left.
 */
async function callOnce({ adapter, holding, author, log }: Machine, batch: Batch, permittedAt: number): Promise<BatchOutcome> {
  const isLate = Math.abs(author().now - permittedAt) > permitHoldsMs;
  if (isLate || !holding.isCertain()) {
    await adapter.discard?.(batch);
    return { kind: 'rejected', error: thrown('transient') };
  }
  try {
    return await adapter.commit(batch);
  } catch (error) {
    log.warn({ err: error, batchId: batch.batchId }, 'the provider gave no answer, the batch will be looked up');
    return { kind: 'ambiguous', error: thrown('ambiguous') };
  }
}

const thrown = (kind: 'transient' | 'ambiguous'): SendError => ({ class: kind, code: '', text: '', mayHaveSent: kind === 'ambiguous' });

/** What was answered, on record, and the dispatch held where the answer asks for that. */
async function settle(machine: Machine, batch: Batch, outcome: BatchOutcome): Promise<void> {
  await change(machine, async (feed, author) => {
    const documents = new Documents(feed);
    const found = await toSteps(documents, batch, outcome, author);
    const done = await takeSteps(
      feed,
      found.map(({ hold: _hold, ...step }) => step),
      author,
      documents,
    );
    const hold = found.find((step) => step.hold)?.hold;
    if (hold) await holdDispatch(feed, batch.dispatchId, hold, author);
    return done;
  });
}

type Answered = FoundStep & Pick<AfterError, 'hold'>;

async function toSteps(documents: Documents, batch: Batch, outcome: BatchOutcome, { now }: StepAuthor): Promise<readonly Answered[]> {
  await documents.loadNamed(
    'dispatchItem',
    batch.items.map(({ itemId }) => itemId),
  );
  const results = new Map(outcome.kind === 'answered' ? outcome.items.map((one) => [one.itemId, one]) : []);
  return batch.items.flatMap(({ itemId, attempt }): readonly Answered[] => {
    const item = documents.get('dispatchItem', itemId);
    const result = results.get(itemId);
    if (!item) return [];
    const of = { itemId, attempt };
    if (result?.status !== 'accepted') return [{ ...of, ...failing(item, result?.error ?? unanswered(outcome), now) }];
    const theirs = outcome.kind === 'answered' && outcome.providerBatchId !== undefined && { providerBatchId: outcome.providerBatchId };
    return [
      {
        ...of,
        step: 'accepted',
        ...theirs,
        ...(result.providerMessageId !== undefined && { providerMessageId: result.providerMessageId }),
      },
    ];
  });
}

/** An item that an answer leaves out may have been sent. */
const unanswered = (outcome: BatchOutcome): SendError => (outcome.kind === 'answered' ? thrown('ambiguous') : outcome.error);

const failing = (item: DispatchItem, error: SendError, now: number) => ({
  ...afterError(item, error, now),
  ...(error.code !== '' && { rawCode: error.code }),
  ...(error.text !== '' && { rawText: error.text }),
});
