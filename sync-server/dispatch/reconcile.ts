import type { DispatchItem } from '../../contract/dispatch.ts';
import { lookUpForMs } from '../../domain/dispatching/due.ts';
import { Documents } from '../facts/documents.ts';
import { toBatch } from './batch.ts';
import { change, type Machine } from './machine.ts';
import { stepOfReport } from './report-step.ts';
import type { Batch, ItemReport } from './send-adapter.ts';
import { type FoundStep, takeSteps } from './take-steps.ts';

/**
 * What another life has left: nothing of it was committed, so that it goes back, or it may have been sent, so that it is looked up. Nothing is
 * sent for it blindly (I7).
 */
export async function takeOver(machine: Machine, items: readonly DispatchItem[]): Promise<void> {
  if (items.length === 0) return;
  const steps = items.map(({ id, attempt, state }): FoundStep => {
    if (state !== 'committed') return { itemId: id, attempt, step: 'returned' };
    return { itemId: id, attempt, step: 'ambiguous', reason: 'provider.unknownResult' };
  });
  const { taken } = await change(machine, (feed, author) => takeSteps(feed, steps, author));
  if (taken === items.length) await discardPrepared(machine, items);
}

/** Batches that lie prepared at the provider, each once; where somebody else has gone on with one of them meanwhile, they are left alone. */
async function discardPrepared({ adapter, workspace }: Machine, items: readonly DispatchItem[]): Promise<void> {
  const prepared = items.filter(({ state, provider }) => state === 'prepared' && provider === adapter.id);
  const batches = new Map(prepared.map(({ batchId = '', dispatchId, providerBatchId }) => [batchId, { dispatchId, providerBatchId }]));
  for (const [batchId, { dispatchId, providerBatchId }] of batches)
    await adapter.discard?.({ workspace, batchId, dispatchId, items: [], ...(providerBatchId !== undefined && { providerBatchId }) });
}

/** Asks the provider what became of ambiguous items, a batch at a time. What it cannot tell for long, or never can, a person decides. */
export async function reconcile(machine: Machine, items: readonly DispatchItem[]): Promise<void> {
  const [first] = items;
  if (!first) return;
  const { adapter, author, pauses } = machine;
  const isTheirs = first.provider === adapter.id;
  const reports = isTheirs && adapter.capabilities.lookUp ? await lookUp(machine, await batchOf(machine, items)) : [];
  const byItem = new Map(reports.map((report) => [report.itemId, report]));
  const now = author().now;
  const steps = items.flatMap((item): readonly FoundStep[] => {
    const report = byItem.get(item.id);
    const isAskedAgain = !report && isTheirs && adapter.capabilities.lookUp && now - item.at < lookUpForMs;
    if (isAskedAgain) pauses.unanswered(item.id, now);
    else pauses.answered(item.id);
    if (isAskedAgain) return [];
    if (report) return [{ ...stepOfReport(item, report, now), attempt: item.attempt }];
    const reason = isTheirs ? 'provider.unknownResult' : 'dispatch.providerChanged';
    return [{ itemId: item.id, attempt: item.attempt, step: 'uncertain', reason }];
  });
  if (steps.length > 0) await change(machine, (feed, by) => takeSteps(feed, steps, by));
}

async function batchOf({ store, workspace }: Machine, items: readonly DispatchItem[]): Promise<Batch> {
  const documents = new Documents({
    documents: (collection, ids) => store.feed.documents(workspace, collection as 'person', ids) as never,
  });
  await documents.loadNamed(
    'person',
    items.map(({ userId }) => userId),
  );
  return toBatch(workspace, documents, items);
}

async function lookUp({ adapter, log }: Machine, batch: Batch): Promise<readonly ItemReport[]> {
  try {
    const found = await adapter.lookUp(batch);
    return found === 'unknown' ? [] : found;
  } catch (error) {
    log.warn({ err: error, batchId: batch.batchId }, 'the provider could not be asked what became of a batch');
    return [];
  }
}
