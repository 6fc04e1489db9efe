import { byCodeUnit } from '../../domain/order.ts';
import type { CommandStore } from './command-store.ts';
import type { Changed } from './documents.ts';
import { createKeyedSets } from './keyed-sets.ts';
import { emptyOverlay, isUndoneBy, type Overlay, overlayOf, type Underlay } from './overlay.ts';
import { type Standing, type StoredCommand, standings } from './stored-command.ts';

/**
 * The overlay kept up to date: what changes is made anew for the leads it touches, and for no other. A bulk edit of a hundred
 * thousand leads may be waiting while documents arrive by the dozen.
 */
export interface LiveOverlay {
  now(): Overlay;
  /** Follows the commands; gives the leads whose overlay came, went or changed. */
  recommand(): ReadonlySet<string>;
  /** Follows the documents under it; gives the leads whose overlay was made anew. */
  renew(changed: Changed): ReadonlySet<string>;
}

export function createLiveOverlay(under: Underlay, commands: Pick<CommandStore, 'all' | 'get'>, member: () => string): LiveOverlay {
  const leads = new Map(emptyOverlay.leads);
  const conflicts = new Map(emptyOverlay.conflicts);
  const pendingLeads = new Set(emptyOverlay.pendingLeads);
  const touching = createKeyedSets(); // commands in effect, by lead
  let standing: ReadonlyMap<string, Standing> = new Map(); // of all: an undo must know that what it undoes was refused
  let inEffect: ReadonlyMap<string, Standing> = new Map();
  let shown: Overlay = emptyOverlay;

  const undoneBy = ({ command: { act } }: StoredCommand): readonly StoredCommand[] =>
    act.kind === 'undo' ? commands.all().filter((stored) => isUndoneBy(act.undoes, stored)) : [];

  const leadsOf = (stored: StoredCommand): readonly string[] => {
    const { act } = stored.command;
    if (act.kind === 'patchLeads') return [...new Set(act.groups.flatMap((group) => group.leads))];
    if (act.kind === 'decideRequest') return [act.leadId];
    if (act.kind === 'settleConflicts') return [...new Set(act.conflicts.flatMap(({ id }) => under.conflict(id)?.leadId ?? []))];
    return [...new Set(undoneBy(stored).flatMap(leadsOf))];
  };

  const makeLeads = (touched: ReadonlySet<string>) => {
    const involved = new Map<string, StoredCommand>();
    for (const leadId of touched) {
      for (const id of touching.of(leadId)) {
        const stored = involved.has(id) ? undefined : commands.get(id);
        if (stored) for (const each of [stored, ...undoneBy(stored)]) involved.set(each.id, each);
      }
    }
    const inOrder = [...involved.values()].sort((a, b) => byCodeUnit(a.id, b.id));
    const part = overlayOf(under, inOrder, member(), { standing, only: (id) => touched.has(id) });
    for (const [id, { leadId }] of conflicts) if (touched.has(leadId)) conflicts.delete(id);
    for (const [id, conflict] of part.conflicts) conflicts.set(id, conflict);
    for (const id of touched) {
      const lead = part.leads.get(id);
      if (lead) leads.set(id, lead);
      else leads.delete(id);
      if (part.pendingLeads.has(id)) pendingLeads.add(id);
      else pendingLeads.delete(id);
    }
  };

  /** All but the leads: few commands do anything else. */
  const makeRest = () => {
    const others = commands.all().filter(({ id, command: { act } }) => inEffect.has(id) && !touchesLeads(act.kind));
    const { products, segments, cancelled } = overlayOf(under, others, member(), { standing, only: () => false });
    shown = { leads, pendingLeads, conflicts, products, segments, cancelled };
  };

  /** Leads whose conflicts came or changed under a command about them. */
  const conflictLeads = (activities: ReadonlySet<string>): readonly string[] => {
    for (const id of inEffect.keys()) {
      const stored = commands.get(id);
      const { kind } = stored?.command.act ?? {};
      if (stored && (kind === 'settleConflicts' || kind === 'undo')) touching.assign(id, leadsOf(stored));
    }
    return [...activities].flatMap((id) => under.conflict(id)?.leadId ?? []).filter((leadId) => touching.of(leadId).size > 0);
  };

  return {
    now: () => shown,
    recommand: () => {
      standing = standings(commands.all());
      const next = effective(standing);
      const touched = new Set<string>();
      for (const id of new Set([...inEffect.keys(), ...next.keys()])) {
        const stored = next.has(id) ? commands.get(id) : undefined;
        const stands = inEffect.get(id) === next.get(id);
        if (stands && stored?.command.act.kind !== 'undo') continue;
        const leadIds = stored ? leadsOf(stored) : [];
        if (stands && sameKeys(touching.keys(id), leadIds)) continue; // what an undo undoes may have been forgotten meanwhile
        for (const leadId of touching.keys(id)) touched.add(leadId);
        touching.assign(id, leadIds);
        for (const leadId of touching.keys(id)) touched.add(leadId);
      }
      inEffect = next;
      makeLeads(touched);
      makeRest();
      return touched;
    },
    renew: (changed) => {
      const isTouched = (id: string) => touching.of(id).size > 0;
      const touched = new Set([...(changed.get('lead') ?? [])].filter(isTouched));
      const activities = changed.get('activity');
      if (activities) for (const id of [...decidedLeads(commands, inEffect), ...conflictLeads(activities)]) touched.add(id);
      makeLeads(touched);
      if (changed.has('product') || changed.has('segment')) makeRest();
      return touched;
    },
  };
}

const sameKeys = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((key, i) => key === b[i]);

const touchesLeads = (kind: StoredCommand['command']['act']['kind']): boolean =>
  kind === 'patchLeads' || kind === 'undo' || kind === 'settleConflicts' || kind === 'decideRequest';

const effective = (standing: ReadonlyMap<string, Standing>): ReadonlyMap<string, Standing> =>
  new Map([...standing].filter(([, is]) => is === 'waiting' || is === 'arriving'));

/** A decision counts from the newest one that the replica knows of, which an activity says. */
function decidedLeads(commands: Pick<CommandStore, 'get'>, inEffect: ReadonlyMap<string, Standing>): readonly string[] {
  return [...inEffect.keys()].flatMap((id) => {
    const act = commands.get(id)?.command.act;
    return act?.kind === 'decideRequest' ? [act.leadId] : [];
  });
}
