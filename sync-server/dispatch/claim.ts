import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { maySend } from '../../domain/dispatching/due.ts';
import { isUnclaimed } from '../../domain/dispatching/item-step.ts';
import { opensAt } from '../../domain/dispatching/sending-window.ts';
import { batchId } from '../../domain/identity/ids.ts';
import { type Asked, askPermits } from '../facts/ask-permits.ts';
import { Documents } from '../facts/documents.ts';
import { type StepAuthor, toHeldFact, toItemFact } from '../facts/item-fact.ts';
import { writeFacts } from '../facts/write-facts.ts';
import type { DispatchFact } from '../store/port/fact.ts';
import type { FeedTransaction } from '../store/port/feed.ts';
import { toBatch } from './batch.ts';
import { lotOf } from './calling/one-lot.ts';
import { type Composed, compose } from './compose-item.ts';
import { change, type Machine } from './machine.ts';
import type { Batch } from './send-adapter.ts';

/** A batch that is ours now; `stopped` where the dispatch is not to be sent at the moment, whoever is left of it. */
export type Claimed = Readonly<{ batch?: Batch; stopped: boolean; queued: boolean }>;

/**
 * Takes some items of a dispatch for this server, those that may be sent now: everybody else sees them as claimed. Folds first, so that
 * an opt-out that was acknowledged before counts (I8).
 */
export const claim = (machine: Machine, dispatchId: string, ids: readonly string[]): Promise<Claimed> =>
  change(machine, async (feed, author) => {
    const { queued } = await machine.catchUp(feed, author);
    return { ...(await claimUnderLock(feed, machine, dispatchId, ids, author)), queued };
  });

async function claimUnderLock(
  feed: FeedTransaction,
  machine: Machine,
  dispatchId: string,
  ids: readonly string[],
  author: StepAuthor,
): Promise<Omit<Claimed, 'queued'>> {
  const documents = new Documents(feed);
  await documents.loadNamed('dispatch', [dispatchId]);
  await documents.loadNamed('dispatchItem', ids);
  const dispatch = documents.get('dispatch', dispatchId);
  if (!dispatch || !maySend(dispatch, author.now) || author.now >= dispatch.expiresAt) return { stopped: true };
  const { window } = machine.adapter.capabilities;
  const opens = window && dispatch.channel === 'kakao_brand' ? opensAt(window, author.now) : undefined;
  if (opens !== undefined) {
    await writeFacts(feed, documents, [holdOf(dispatch, opens, author)]);
    return { stopped: true };
  }

  const waiting = ids.flatMap((id) => documents.get('dispatchItem', id) ?? []).filter(({ state }) => isUnclaimed(state));
  const isTheirs = ({ provider }: DispatchItem) => provider !== undefined && provider !== machine.adapter.id;
  const asked = await askPermits(
    documents,
    dispatch,
    waiting.filter((item) => !isTheirs(item)),
    { now: author.now, sandbox: machine.adapter.id === 'sandbox' },
  );
  const held = asked.flatMap(({ item, answer }) => (answer.kind === 'hold' ? [{ item, until: answer.until }] : []));

  const composed = asked.filter(({ answer }) => answer.kind === 'send').map((one) => compose(documents, machine, one, dispatch));
  const refused = new Set(composed.flatMap(({ item, problem }) => (problem ? [item.id] : [])));
  const claims = claimsOf(machine, composed);
  const stops = claims.length === 0 && held.length > 0;
  if (!stops) for (const { item, until } of held) machine.pauses.hold(item.id, until);
  await writeFacts(feed, documents, [
    ...waiting.filter(isTheirs).map((item) => skipped(item, 'dispatch.providerChanged', {}, author)),
    ...composed.flatMap(({ item, permit, problem }) => (problem ? [skipped(item, problem, { permit }, author)] : [])),
    ...asked.filter(({ item }) => !refused.has(item.id)).flatMap((one) => judgement(one, author)),
    ...claims.map((one) => toItemFact(one, author)),
    ...(stops ? [holdOf(dispatch, Math.min(...held.map(({ until }) => until)), author)] : []),
  ]);
  if (claims.length === 0) return { stopped: stops };
  const claimed = claims.flatMap(({ item }) => documents.get('dispatchItem', item.id) ?? []);
  return { stopped: false, batch: toBatch(machine.workspace, documents, claimed) };
}

/** What another provider has begun is not gone on with: nobody could tell whether both have sent it (I7). */
const skipped = (item: DispatchItem, reason: FailureCode, proof: Pick<DispatchItem, 'permit'>, author: StepAuthor): DispatchFact =>
  toItemFact({ item, step: 'skipped', attempt: item.attempt, reason, ...proof }, author);

function judgement({ item, answer, permit }: Asked, author: StepAuthor): readonly DispatchFact[] {
  if (answer.kind === 'skip') return [skipped(item, answer.reasons[0], { permit }, author)];
  const { attempt, state } = item;
  return answer.kind === 'send' && state === 'pending' ? [toItemFact({ item, step: 'eligible', attempt, permit }, author)] : [];
}

function claimsOf({ adapter, holding }: Machine, composed: readonly Composed[]) {
  const sendable = composed.filter(({ problem }) => !problem);
  const going = adapter.capabilities.oneMessage ? alikeFirst(sendable) : sendable;
  const [first] = going;
  const batch = first && batchId(first.item.id, first.item.attempt + 1);
  return going.map(({ item, message, unnamed }) => ({
    ...(unnamed && { unnamed }),
    ...{ item, message, step: 'claimed' as const, attempt: item.attempt + 1, provider: adapter.id, holder: holding.own },
    ...(batch !== undefined && { batchId: batch }),
  }));
}

/** One call carries one message: the others are claimed with another call. */
function alikeFirst(composed: readonly Composed[]): readonly Composed[] {
  const first = composed[0] && lotOf(composed[0].message);
  return composed.filter(({ message }) => lotOf(message) === first);
}

const holdOf = ({ id, holds = 0 }: Dispatch, until: number, author: StepAuthor): DispatchFact =>
  toHeldFact(id, holds + 1, { reason: 'window', until }, author);
