import type { DecideRequest } from '../../../contract/command/decide-request.ts';
import type { PatchLeads } from '../../../contract/command/patch-leads.ts';
import type { ReevaluateRequests } from '../../../contract/command/reevaluate-requests.ts';
import type { SettleConflicts } from '../../../contract/command/settle-conflicts.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import type { CommandStore } from '../command-store.ts';
import type { Changed } from '../documents.ts';
import { leadsOf as leadsOfActivity } from '../indexes.ts';
import { createKeyedSets } from '../keyed-sets.ts';
import { type Standing, type StoredCommand, standings } from '../stored-command.ts';
import { type Acts, actsAmong, namedCommands } from '../undoing/named-commands.ts';
import type { Reversible } from '../undoing/written-here.ts';
import { emptyOverlay, type Overlay, type Underlay } from './overlay.ts';
import { overlayOf } from './overlay-of.ts';

type Effective = Extract<Standing, 'waiting' | 'arriving'>;

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
  const requests = new Map(emptyOverlay.requests);
  const pendingLeads = new Set(emptyOverlay.pendingLeads);
  const touching = createKeyedSets(); // commands in effect, by lead
  let standing: ReadonlyMap<string, Standing> = new Map(); // of all: an undo must know that what it undoes was refused
  const inEffect = new Map<string, Effective>();
  const undos = new Set<string>(); // among those
  const others = new Set<string>(); // among those: what does not touch leads
  let shown: Overlay = emptyOverlay;
  let acts: Acts = actsAmong([], under);

  /** What a command takes back, and what that took back in its turn: all that its own effect depends on. */
  const dependsOn = (stored: StoredCommand): ReadonlySet<string> => {
    const found = new Set<string>();
    const ask = [stored.command.act];
    for (let act = ask.pop(); act; act = ask.pop()) {
      if (act.kind !== 'undo') continue;
      for (const id of namedCommands(act.undoes, acts)) {
        const undone = found.has(id) ? undefined : acts.command(id);
        found.add(id);
        if (undone) ask.push(undone.command.act);
      }
    }
    return found;
  };

  /** Policies of this desk that requests are put to: those that were published before. */
  const policiesBefore = (stored: StoredCommand): readonly StoredCommand[] =>
    stored.command.act.kind === 'reevaluateRequests'
      ? [...others].flatMap((id) => {
          const other = id < stored.id ? commands.get(id) : undefined;
          return other?.command.act.kind === 'setPolicy' || other?.command.act.kind === 'upsertProducts' ? [other] : [];
        })
      : [];

  const leadsOf = (stored: StoredCommand): readonly string[] => {
    const { act } = stored.command;
    if (act.kind === 'decideRequest' || act.kind === 'reevaluateRequests') return leadsDecided(act);
    if (act.kind === 'settleConflicts') return leadsOfSettlement(act);
    if (act.kind === 'patchLeads') return leadsOfPatch(act);
    return [...new Set([...dependsOn(stored)].flatMap(leadsNamed))];
  };

  const leadsNamed = (id: string): readonly string[] => {
    const act = acts.command(id)?.command.act;
    const audit = acts.audit(id);
    const audited = audit ? [...leadsOfActivity(audit), ...leadsOfConflicts(conflictsIn(audit))] : [];
    if (act?.kind === 'settleConflicts') return [...leadsOfSettlement(act), ...audited];
    if (act?.kind === 'decideRequest' || act?.kind === 'reevaluateRequests') return [...leadsDecided(act), ...audited];
    return act?.kind === 'patchLeads' ? [...leadsOfPatch(act), ...audited] : audited;
  };

  const leadsOfConflicts = (ids: readonly string[]) => ids.flatMap((id) => under.conflict(id)?.leadId ?? []);
  const leadsOfSettlement = ({ conflicts: chosen }: SettleConflicts) => [...new Set(leadsOfConflicts(chosen.map(({ id }) => id)))];

  const makeLeads = (touched: ReadonlySet<string>) => {
    const involved = new Map<string, StoredCommand>();
    for (const leadId of touched) {
      for (const id of touching.of(leadId)) {
        const stored = involved.has(id) ? undefined : commands.get(id);
        if (!stored) continue;
        involved.set(id, stored);
        for (const undone of dependsOn(stored)) {
          const known = commands.get(undone);
          if (known) involved.set(undone, known);
        }
        for (const policy of policiesBefore(stored)) involved.set(policy.id, policy);
      }
    }
    const inOrder = [...involved.values()].sort((a, b) => byCodeUnit(a.id, b.id));
    const part = overlayOf(under, inOrder, member(), { standing, only: (id) => touched.has(id) });
    for (const [id, { leadId }] of conflicts) if (touched.has(leadId)) conflicts.delete(id);
    for (const [id, conflict] of part.conflicts) conflicts.set(id, conflict);
    for (const [id, { leadId }] of requests) if (touched.has(leadId)) requests.delete(id);
    for (const [id, request] of part.requests) requests.set(id, request);
    for (const id of touched) {
      const lead = part.leads.get(id);
      if (lead) leads.set(id, lead);
      else leads.delete(id);
      if (part.pendingLeads.has(id)) pendingLeads.add(id);
      else pendingLeads.delete(id);
    }
  };

  /** Whether what a command in effect does may be another now that these activities are told. */
  const dependsOnAny = (stored: StoredCommand, told: ReadonlySet<string>): boolean => {
    const { act } = stored.command;
    if (act.kind === 'settleConflicts') return act.conflicts.some(({ id }) => told.has(id));
    return act.kind === 'undo' && [...dependsOn(stored)].some((id) => told.has(id));
  };

  /** What an activity tells may change: a decision counts from the newest one that is known, an undo goes by what was done, a settlement by its conflict. */
  const leadsByAudit = (told: ReadonlySet<string>): readonly string[] => {
    const anew = [...inEffect.keys()].flatMap((id) => {
      const stored = commands.get(id);
      const act = stored?.command.act;
      if (act?.kind === 'decideRequest' || act?.kind === 'reevaluateRequests') return leadsDecided(act);
      if (!stored || !dependsOnAny(stored, told)) return [];
      touching.assign(id, leadsOf(stored));
      return touching.keys(id);
    });
    return [...anew, ...leadsOfConflicts([...told]).filter((leadId) => touching.of(leadId).size > 0)];
  };

  /** Leads whose requests are being put to rules that may be others now. */
  const leadsByRules = (): readonly string[] =>
    [...inEffect.keys()].flatMap((id) => {
      const act = commands.get(id)?.command.act;
      return act?.kind === 'reevaluateRequests' ? leadsDecided(act) : [];
    });

  /** All but the leads: few commands do anything else. */
  const makeRest = () => {
    const inOrder = [...others].sort(byCodeUnit).flatMap((id) => commands.get(id) ?? []);
    const rest = overlayOf(under, inOrder, member(), { standing, only: () => false });
    const { products, segments, policies, persons, cancelled, holds, settledItems } = rest;
    shown = { leads, pendingLeads, conflicts, requests, products, segments, policies, persons, cancelled, holds, settledItems };
  };

  /** Notes how a command stands now; gives the leads that it touched or touches, none where nothing is other than before. */
  const follow = (id: string, now: Effective | undefined): readonly string[] => {
    const stands = inEffect.get(id) === now;
    if (stands && !undos.has(id)) return [];
    const stored = now && commands.get(id);
    const before = touching.keys(id);
    const leadIds = stored ? leadsOf(stored) : [];
    if (stands && sameKeys(before, leadIds)) return []; // what an undo undoes may have been forgotten meanwhile
    touching.assign(id, leadIds);
    if (now) inEffect.set(id, now);
    else inEffect.delete(id);
    belongs(undos, id, stored?.command.act.kind === 'undo');
    belongs(others, id, stored !== undefined && !touchesLeads(stored.command.act.kind));
    return [...before, ...leadIds];
  };

  return {
    now: () => shown,
    recommand: () => {
      const all = commands.all();
      standing = standings(all);
      acts = actsAmong(all, under);
      const touched = new Set<string>();
      const note = (id: string, is: Standing | undefined) => {
        for (const leadId of follow(id, is === 'waiting' || is === 'arriving' ? is : undefined)) touched.add(leadId);
      };
      for (const id of inEffect.keys()) if (!standing.has(id)) note(id, undefined);
      for (const [id, is] of standing) note(id, is);
      makeLeads(touched);
      makeRest();
      return touched;
    },
    renew: (changed) => {
      const isTouched = (id: string) => touching.of(id).size > 0;
      const touched = new Set([...(changed.get('lead') ?? [])].filter(isTouched));
      const activities = changed.get('activity');
      if (activities) for (const id of leadsByAudit(activities)) touched.add(id);
      if (changed.has('product') || changed.has('policy')) for (const id of leadsByRules()) touched.add(id);
      makeLeads(touched);
      const isUnder = changed.has('product') || changed.has('segment') || changed.has('policy');
      if (isUnder || (changed.has('person') && shown.persons.size > 0)) makeRest();
      return touched;
    },
  };
}

const conflictsIn = (audit: Reversible): readonly string[] =>
  audit.kind === 'undone' ? [...(audit.settled ?? []), ...(audit.reopened ?? [])].map(({ id }) => id) : [];

const leadsDecided = ({ requests }: Pick<DecideRequest | ReevaluateRequests, 'requests'>): readonly string[] => [
  ...new Set(requests.map(({ leadId }) => leadId)),
];

const leadsOfPatch = ({ groups }: PatchLeads): readonly string[] => [...new Set(groups.flatMap(({ leads }) => leads))];

const sameKeys = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((key, i) => key === b[i]);

const touchesLeads = (kind: StoredCommand['command']['act']['kind']): boolean =>
  kind === 'patchLeads' || kind === 'undo' || kind === 'settleConflicts' || kind === 'decideRequest' || kind === 'reevaluateRequests';

const belongs = (set: Set<string>, id: string, does: boolean) => void (does ? set.add(id) : set.delete(id));
