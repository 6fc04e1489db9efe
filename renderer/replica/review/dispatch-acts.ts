import type { RequestDispatch } from '../../../contract/command/request-dispatch.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import { pauseDispatch } from '../../../domain/dispatching/dispatch-step.ts';
import { termsOf } from '../../../domain/dispatching/written-message.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import { addCommandsTo, orStorageError, storeChecked } from '../add-commands.ts';
import { chunked } from '../chunked.ts';
import type { NewCommand } from '../command-store.ts';
import { planOf, type WholePlan } from '../composing/whole-plan.ts';
import type { DispatchPlan, PlannedRecipient } from '../desk/dispatch-plan.ts';
import type { LeadSelection } from '../desk/lead-act.ts';
import type { ChangedPerson, Composed, Desk } from '../desk.ts';
import { DeskError } from '../desk-error.ts';
import { inParts } from '../dispatches/in-parts.ts';
import type { PartView } from '../dispatches/join-views.ts';
import { partsWith } from '../dispatches/part-views.ts';
import type { Replica } from '../open-replica.ts';
import { type PlanBasis, planDispatch, planInStrides } from '../plan-dispatch.ts';
import { selectedRows } from '../selected-rows.ts';
import { type StoredCommand, standings, takenBack } from '../stored-command.ts';
import { audienceNow } from './audience-now.ts';
import { batchOf, isUnposted, selectionOf } from './composed-audience.ts';

/** Users a `requestDispatch` may name: the contract's limit. */
const recipientsACommand = 1_000;

export type DispatchActs = Pick<
  Desk,
  | 'planDispatch'
  | 'requestDispatch'
  | 'cancelDispatch'
  | 'pauseDispatch'
  | 'resumeDispatch'
  | 'settleItem'
  | 'resendFailed'
  | 'recordExport'
  | 'reviewDispatch'
  | 'sendAsComposed'
  | 'sendToPresent'
  | 'discardDispatch'
>;

/** Writing messages, and saying what becomes of those that wait for a look. */
export function dispatchActsOn({ view, commands, recommender, gate, plans, notebook }: Replica, now: () => number): DispatchActs {
  const basis = (): PlanBasis => ({ view, recommender, provider: notebook.read().sending?.provider ?? 'sandbox', now: now() });
  const write = async (plan: WholePlan, composed: Composed, store: (added: readonly NewCommand[]) => Promise<void>) => {
    const added = toCommands(plan, composed, now(), commands.nextId);
    const [first] = added;
    if (!first) throw new DeskError('command.schema');
    gate.composing(added.map(({ id }) => id));
    await storeChecked(added, now(), store);
    return { dispatchId: first.id };
  };

  /** What was shown is what is sent: kept since, or, where another owner of the replica made it, made again, if it comes out the same. */
  const asShown = ({ id }: DispatchPlan, again: () => WholePlan): WholePlan => {
    const kept = plans.of(id);
    if (kept) return kept;
    const whole = again();
    if (planOf(whole).id !== id) throw new DeskError('dispatch.unknown');
    return whole;
  };

  const add = addCommandsTo(commands, now);
  const partsOf = (dispatchId: string): readonly PartView[] => partsWith({ view, commands, by: notebook.read().member }, dispatchId);

  /** About one dispatch; where that has not left this desk yet, after it. */
  const about = (act: Extract<NewCommand['act'], { dispatchId: string }>): NewCommand => {
    const waits = standings(commands.all()).get(act.dispatchId) === 'waiting';
    return { id: commands.nextId(), act, after: waits ? [act.dispatchId] : [] };
  };

  /** Of a message that is one dispatch that one, whatever is known of it; of any other the parts that it concerns, in the order in which they are sent. */
  const concerned = (dispatchId: string, does: (part: PartView) => boolean): readonly string[] => {
    const parts = partsOf(dispatchId);
    if (!parts.some(({ part }) => part)) return [dispatchId];
    const those = parts.filter((part) => !part.rejected && does(part));
    return those.map(({ id }) => id).sort(byCodeUnit);
  };

  /** What waits for a look of the message that a dispatch belongs to. */
  const inReview = (dispatchId: string) => {
    const stored = partsOf(dispatchId)
      .filter(({ review }) => review)
      .flatMap(({ id }) => commands.get(id) ?? [])
      .find(isUnposted);
    if (!stored?.audience) return undefined;
    const { batch, leftOut: _then, ...written } = stored.audience;
    const dispatches = batchOf(commands.all(), batch);
    const composed = { ...written, selection: selectionOf(dispatches) };
    return { batch, composed, ids: dispatches.filter(isUnposted).map(({ id }) => id) };
  };

  const notPosted = (stored: StoredCommand) => (isUnposted(stored) ? takenBack(stored, now()) : undefined);

  const named = (userId: string, reason?: FailureCode): ChangedPerson => {
    const name = view.person(userId)?.name?.value;
    return { userId, ...(name !== undefined && { name }), ...(reason && { reason }) };
  };

  return {
    planDispatch: async (composed) => plans.keep(await planInStrides(basis(), selectedRows(view, composed.selection), composed)),
    requestDispatch: async (plan, composed) => {
      const again = () => planDispatch(basis(), selectedRows(view, composed.selection), composed);
      return write(asShown(plan, again), composed, commands.add);
    },
    cancelDispatch: async (dispatchId) => {
      const ids = concerned(dispatchId, isCallable);
      const cancels = new Map(ids.map((id) => [id, about({ kind: 'cancelDispatch', dispatchId: id })]));
      await storeChecked([...cancels.values()], now(), async () => void (await commands.withdraw(ids, cancels)));
    },
    pauseDispatch: (dispatchId) =>
      add(
        concerned(dispatchId, (part) => isCallable(part) && pauseDispatch(part) !== part).map((id) =>
          about({ kind: 'pauseDispatch', dispatchId: id }),
        ),
      ),
    resumeDispatch: (dispatchId) =>
      add(concerned(dispatchId, ({ state }) => state === 'held').map((id) => about({ kind: 'resumeDispatch', dispatchId: id }))),
    settleItem: (itemId, was) => add([{ id: commands.nextId(), act: { kind: 'settleItem', itemId, was } }]),
    recordExport: (what, rows, reason) => add([{ id: commands.nextId(), act: { kind: 'recordExport', what, rows, reason } }]),
    resendFailed: async (dispatchId) => {
      const again = inParts(concerned(dispatchId, hasFailed), commands.nextId);
      await add(again.map(({ id, some, part }) => ({ id, act: { kind: 'resendFailed', dispatchId: some, ...(part && { part }) } })));
      return { dispatchId: again[0]?.id ?? dispatchId };
    },
    reviewDispatch: async (dispatchId) => {
      const waiting = inReview(dispatchId);
      if (!waiting) return undefined;
      const { change, plan } = audienceNow({ ...basis(), all: commands.all() }, waiting.batch);
      const left = change.left.map(({ userId, reason }) => named(userId, reason));
      return { entered: change.entered.map((userId) => named(userId)), left, plan: plans.keep(plan) };
    },
    sendAsComposed: async (dispatchId) => {
      const looked = commands.change(inReview(dispatchId)?.ids ?? [], ({ review: _seen, ...stored }) =>
        stored.audience ? { ...stored, audience: { ...stored.audience, anyway: true } } : stored,
      );
      await orStorageError(looked);
    },
    sendToPresent: async (dispatchId, plan) => {
      const waiting = inReview(dispatchId);
      if (!waiting) throw new DeskError('dispatch.unknown');
      let replaced = false;
      const store = async (added: readonly NewCommand[]) => {
        replaced = await commands.replace(waiting.ids, notPosted, added);
      };
      const again = () => audienceNow({ ...basis(), all: commands.all() }, waiting.batch).plan;
      const written = await write(asShown(plan, again), waiting.composed, store);
      if (!replaced) throw new DeskError('dispatch.unknown'); // said by another window meanwhile
      return written;
    },
    discardDispatch: (dispatchId) =>
      orStorageError(commands.change(inReview(dispatchId)?.ids ?? [], (stored) => notPosted(stored) ?? stored)),
  };
}

/** Those left out for consent are sent along: the server judges again, and the audience stays whole (I8). */
function toCommands({ recipients, startsAt }: WholePlan, composed: Composed, now: number, nextId: () => string): readonly NewCommand[] {
  const terms = termsOf(composed, startsAt ?? now);
  const named = recipients.filter(({ products }) => products.length > 0);
  const unnamed = recipients.filter(({ products }) => products.length === 0); // looked at again with the first part
  return inParts(chunked(named, recipientsACommand), nextId, named.length).map(({ some, id, part }, index) => {
    const selection = partOf(composed.selection, index === 0 ? [...some, ...unnamed] : some);
    return {
      id,
      act: toAct(some, { ...terms, ...(part && { part }) }),
      audience: { ...composed, selection, leftOut: leftOutOf(some), batch: part?.of ?? id },
    };
  });
}

/** Whether anybody of it can still be called off, or made to wait. */
const isCallable = ({ counts }: PartView): boolean => counts.pending + counts.eligible > 0;
const hasFailed = ({ counts }: PartView): boolean => counts.failed + counts.expired > 0;

/** Chosen leads are kept with the part that names them, once. */
const partOf = (selection: LeadSelection, some: readonly PlannedRecipient[]): LeadSelection =>
  selection.kind === 'ids' ? { kind: 'ids', ids: some.flatMap(({ leadIds }) => leadIds) } : selection;

const toAct = (
  some: readonly PlannedRecipient[],
  terms: ReturnType<typeof termsOf> & Pick<RequestDispatch, 'part'>,
): NewCommand['act'] => ({
  kind: 'requestDispatch',
  ...terms,
  recipients: some.map(({ userId, products }) => ({ userId, productIds: products.map(({ id }) => id) })),
});

const leftOutOf = (some: readonly PlannedRecipient[]): Readonly<Record<string, FailureCode>> =>
  Object.fromEntries(some.flatMap(({ userId, skipped }) => (skipped ? [[userId, skipped] as const] : [])));
