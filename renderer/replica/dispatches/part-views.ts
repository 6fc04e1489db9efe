import type { Dispatch, DispatchItem } from '../../../contract/dispatch.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import { pauseDispatch, resumeDispatch, stepDispatch } from '../../../domain/dispatching/dispatch-step.ts';
import { wholeOf } from '../../../domain/dispatching/join-parts.ts';
import type { CommandStore } from '../command-store.ts';
import { type Asked, askedDispatch, askedIn } from '../composing/asked-dispatch.ts';
import { type StoredCommand, standings } from '../stored-command.ts';
import type { View } from '../view.ts';
import type { PartView } from './join-views.ts';

/** What dispatches are shown from; `by` is whoever works at this desk. */
export type DispatchSource = Readonly<{ view: View; commands: Pick<CommandStore, 'all' | 'get'>; by: string }>;

/** Every dispatch by itself: the replica's, those this desk has asked for, and those that were refused. */
export function partViews(source: DispatchSource): readonly PartView[] {
  const known = [...source.view.documents.of('dispatch').values()];
  return [...askedViews(source, () => true), ...known.map((dispatch) => toKnown(dispatch, source.view))];
}

/** The parts of the message that a dispatch is all, or one, of. */
export function partsWith(source: DispatchSource, dispatchId: string): readonly PartView[] {
  const { view, commands } = source;
  const documents = view.documents.of('dispatch');
  const whole = wholeOf(documents.get(dispatchId) ?? { id: dispatchId, ...partIn(commands.get(dispatchId)) });
  const known = [...view.indexes.dispatchesOfWhole.of(whole)].flatMap((id) => documents.get(id) ?? []);
  const asked = askedViews(source, (stored) => wholeOf({ id: stored.id, ...partIn(stored) }) === whole);
  return [...asked, ...known.map((dispatch) => toKnown(dispatch, view))];
}

function partIn(stored: StoredCommand | undefined): Pick<Dispatch, 'part'> {
  const act = stored?.command.act;
  return act && 'part' in act && act.part ? { part: act.part } : {};
}

function askedViews(source: DispatchSource, only: (stored: StoredCommand) => boolean): readonly PartView[] {
  const { view, commands, by } = source;
  const standing = standings(commands.all());
  const isGone = ({ id }: StoredCommand) => standing.get(id) === 'settled' || view.documents.of('dispatch').has(id);
  return commands.all().flatMap((stored) => {
    const asked = isGone(stored) || !only(stored) ? undefined : askedHere(stored, view);
    return asked && asked.recipients.length > 0 ? [toAsked(stored, asked, by, view)] : [];
  });
}

/** What a command of this desk asks to be sent, as far as it is known here. */
export const askedHere = ({ command }: StoredCommand, view: View): Asked | undefined =>
  askedIn(command, { dispatch: (id) => view.documents.of('dispatch').get(id), items: (id) => itemsKnownOf(view, id) });

export const itemsKnownOf = (view: View, dispatchId: string): readonly DispatchItem[] =>
  [...view.indexes.itemsOfDispatch.of(dispatchId)].flatMap((id) => view.documents.of('dispatchItem').get(id) ?? []);

function toAsked(stored: StoredCommand, asked: Asked, by: string, view: View): PartView {
  const { id, outcome, withdrawn, posted, review, dismissed } = stored;
  const rejected = refusalOf(stored);
  const isWaiting = !outcome && !withdrawn && !posted;
  const dispatch = withHold(askedDispatch(stored, asked, by), view);
  return {
    ...(withdrawn || view.overlay().cancelled.has(id) ? withoutWaiting(dispatch) : dispatch),
    ...(withdrawn && { state: 'cancelled' }),
    pending: !outcome && !withdrawn && !rejected,
    ...(rejected && { rejected }),
    ...(dismissed && { discarded: true }),
    ...(isWaiting && !rejected && review && { review }),
  };
}

/** What was discarded without an answer is not sent either. */
function refusalOf({ outcome, aside, dismissed }: StoredCommand): FailureCode | undefined {
  if (outcome?.status === 'rejected') return outcome.code ?? 'command.schema';
  return dismissed ? (aside?.code ?? 'command.schema') : undefined;
}

/** What nobody has begun to send and is being cancelled is shown as cancelled at once. */
function toKnown(dispatch: Dispatch, view: View): PartView {
  const cancelling = view.overlay().cancelled.has(dispatch.id);
  const held = withHold(dispatch, view);
  return { ...(cancelling ? withoutWaiting(held) : held), pending: cancelling };
}

/** What is being paused or resumed is shown so at once. */
function withHold(dispatch: Dispatch, view: View): Dispatch {
  const asked = view.overlay().holds.get(dispatch.id);
  if (!asked) return dispatch;
  return asked.to === 'pause' ? pauseDispatch(dispatch) : resumeDispatch(dispatch, asked.at);
}

function withoutWaiting(dispatch: Dispatch): Dispatch {
  const { counts } = dispatch;
  const cancelled = counts.cancelled + counts.pending + counts.eligible;
  return { ...stepDispatch(dispatch, 'cancel'), counts: { ...counts, pending: 0, eligible: 0, cancelled } };
}
