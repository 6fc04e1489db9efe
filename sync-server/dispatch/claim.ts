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
  const opens = closedUntil(machine, dispatch, author.now);
  const judged = opens === undefined ? await judge(documents, machine, dispatch, ids, author.now) : nobody;
  const claims = claimsOf(machine, judged.composed);
  const until = opens ?? (claims.length === 0 ? soonestOf(judged.held) : undefined);
  if (until === undefined) for (const one of judged.held) machine.pauses.hold(one.item.id, one.until);
  await writeFacts(feed, documents, [
    ...judgements(judged, author),
    ...claims.map((one) => toItemFact(one, author)),
    ...(until === undefined ? [] : [holdOf(dispatch, until, author)]),
  ]);
  if (claims.length === 0) return { stopped: until !== undefined };
  const claimed = claims.flatMap(({ item }) => documents.get('dispatchItem', item.id) ?? []);
  return { stopped: false, batch: toBatch(machine.workspace, documents, claimed) };
}

/** When the provider takes advertisements again; undefined while it does. */
function closedUntil({ adapter }: Machine, { channel }: Dispatch, now: number): number | undefined {
  const { window } = adapter.capabilities;
  return window && channel === 'kakao_brand' ? opensAt(window, now) : undefined;
}

/** What is said of the items that wait: `theirs` another provider has begun, `composed` may be sent, `held` may at their hour. */
type Judged = Readonly<{
  theirs: readonly DispatchItem[];
  asked: readonly Asked[];
  composed: readonly Composed[];
  held: readonly Readonly<{ item: DispatchItem; until: number }>[];
}>;

const nobody: Judged = { theirs: [], asked: [], composed: [], held: [] };

async function judge(documents: Documents, machine: Machine, dispatch: Dispatch, ids: readonly string[], now: number): Promise<Judged> {
  const { adapter } = machine;
  const waiting = ids.flatMap((id) => documents.get('dispatchItem', id) ?? []).filter(({ state }) => isUnclaimed(state));
  const isTheirs = ({ provider }: DispatchItem) => provider !== undefined && provider !== adapter.id;
  const ours = waiting.filter((item) => !isTheirs(item));
  const asked = await askPermits(documents, dispatch, ours, { now, sandbox: adapter.id === 'sandbox' });
  return {
    theirs: waiting.filter(isTheirs),
    asked,
    composed: asked.filter(({ answer }) => answer.kind === 'send').map((one) => compose(documents, machine, one, dispatch)),
    held: asked.flatMap(({ item, answer }) => (answer.kind === 'hold' ? [{ item, until: answer.until }] : [])),
  };
}

const soonestOf = (held: Judged['held']): number | undefined =>
  held.length === 0 ? undefined : Math.min(...held.map(({ until }) => until));

function judgements({ theirs, asked, composed }: Judged, author: StepAuthor): readonly DispatchFact[] {
  const refused = new Set(composed.flatMap(({ item, problem }) => (problem ? [item.id] : [])));
  return [
    ...theirs.map((item) => skipped(item, 'dispatch.providerChanged', {}, author)),
    ...composed.flatMap(({ item, permit, problem }) => (problem ? [skipped(item, problem, { permit }, author)] : [])),
    ...asked.filter(({ item }) => !refused.has(item.id)).flatMap((one) => judgement(one, author)),
  ];
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
