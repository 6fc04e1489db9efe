import { filter, firstValueFrom, map, race, timer } from 'rxjs';
import { everyLead } from '../../contract/lead-filter.ts';
import { unwritten } from '../../domain/dispatching/written-message.ts';
import type { Done } from '../../renderer/replica/desk/lead-act.ts';
import type { LeadQuery } from '../../renderer/replica/desk/lead-view.ts';
import type { Desk } from '../../renderer/replica/desk.ts';
import type { Written } from './machine.ts';
import type { DeskAct } from './story.ts';

const inSight: LeadQuery = { filter: everyLead, sort: { by: 'user', direction: 'asc' }, offset: 0, limit: 50 };
/** A desk that has never been filled shows nothing, and may for as long as it is offline. */
const patienceMs = 200;

/** What somebody did at a desk and may take back. */
export type Doings = { readonly done: Done[]; readonly dispatches: string[] };

/** Does one act of a history as a person would, on what is shown. */
export async function actOnDesk(desk: Desk, act: DeskAct, doings: Doings): Promise<Written | undefined> {
  const ids = await leadsInSight(desk);
  const at = (place: number) => ids[place % ids.length] as string;
  if (ids.length === 0) return undefined;
  switch (act.kind) {
    case 'patch': {
      const { field, to } = act;
      const done = await desk.patch({ kind: 'ids', ids: [...new Set(act.leads.map(at))] }, [{ field, ...(to !== undefined && { to }) }]);
      if (done.leads > 0) doings.done.push(done);
      return done.leads > 0 ? { undoes: done.undoes } : undefined;
    }
    case 'undo': {
      const done = doings.done.pop();
      if (done) await desk.undo(done);
      return undefined;
    }
    case 'decide': {
      const { lead } = (await firstValueFrom(desk.lead$(at(act.lead)))) ?? {};
      if (lead?.lastRequest) await desk.decide([{ leadId: lead.id, requestEventId: lead.lastRequest.requestEventId }], act.outcome);
      return undefined;
    }
    case 'dispatch': {
      const selection = { kind: 'ids', ids: [...new Set(act.leads.map(at))] } as const;
      const composed = { ...unwritten, selection };
      const plan = await desk.planDispatch(composed);
      const leftOut = await firstValueFrom(desk.planned$(plan.id, { kind: 'leftOut' }, { offset: 0, limit: plan.people }));
      if (plan.sendable > 0 || leftOut?.lines.some(({ products }) => products.length > 0))
        doings.dispatches.push((await desk.requestDispatch(plan, composed)).dispatchId);
      return undefined;
    }
    case 'cancelDispatch': {
      const dispatchId = doings.dispatches.pop();
      if (dispatchId) await desk.cancelDispatch(dispatchId);
      return undefined;
    }
  }
}

/** Lets every message go that waits for a look because its audience has changed. */
export async function sendReviewed(desk: Desk): Promise<void> {
  const dispatches = await firstValueFrom(desk.dispatches$());
  for (const { id } of dispatches.filter(({ review }) => review)) await desk.sendAsComposed(id);
}

function leadsInSight(desk: Desk): Promise<readonly string[]> {
  const shown$ = desk.leads$(inSight).pipe(
    filter(({ rows }) => rows.length > 0),
    map(({ rows }) => rows.map(({ id }) => id)),
  );
  return firstValueFrom(race(shown$, timer(patienceMs).pipe(map((): string[] => []))));
}
