import type { Conflict } from '../../../contract/activity.ts';
import type { FoundOut } from '../../../contract/command/settle-item.ts';
import type { Lead } from '../../../contract/lead.ts';
import type { Person } from '../../../contract/person.ts';
import type { PolicyId, SetByPeople } from '../../../contract/policy.ts';
import type { Product } from '../../../contract/product.ts';
import type { Segment } from '../../../contract/segment.ts';
import type { Author } from '../../../domain/patching/lead-field-value.ts';
import type { KnownRequest } from '../requests/known-request.ts';
import type { Deed } from '../undoing/written-here.ts';
import type { HoldAsked, Underlay } from './overlay.ts';

/** The overlay while it is made, with what each command in effect did. */
export const newDraft = () => ({
  leads: new Map<string, Lead>(),
  products: new Map<string, Product>(),
  segments: new Map<string, Segment | undefined>(),
  policies: new Map<PolicyId, SetByPeople>(),
  persons: new Map<string, Person>(),
  conflicts: new Map<string, Conflict>(),
  requests: new Map<string, KnownRequest>(),
  pendingLeads: new Set<string>(),
  cancelled: new Set<string>(),
  holds: new Map<string, HoldAsked>(),
  settledItems: new Map<string, FoundOut>(),
  laid: new Map<string, Deed>(),
});
export type Draft = ReturnType<typeof newDraft>;

/** Commands being laid over the replica, one after another; each sees what those before it did. */
export type Laying = Readonly<{
  under: Underlay;
  draft: Draft;
  /** Whose leads are asked for; what concerns others is left alone. */
  only: (leadId: string) => boolean;
  /** Everything that an undo of this command or batch takes back, newest first. */
  undone: (undoes: string) => readonly Deed[];
}>;

/** One command of them. */
export type Step = Laying &
  Readonly<{
    id: string;
    author: Author;
    /** Shows this lead so, and that the command concerns it. */
    touch: (lead: Lead) => void;
  }>;

export const shownLead = ({ draft, under }: Laying, id: string): Lead | undefined => draft.leads.get(id) ?? under.lead(id);

/** The lead as shown, where it is asked for. */
export const askedLead = (laying: Laying, id: string): Lead | undefined => (laying.only(id) ? shownLead(laying, id) : undefined);

export const shownConflict = ({ draft, under }: Laying, id: string): Conflict | undefined => draft.conflicts.get(id) ?? under.conflict(id);

export const shownProduct = ({ draft, under }: Laying, id: string): Product | undefined => draft.products.get(id) ?? under.product(id);

export const shownPolicy = ({ draft, under }: Laying, id: PolicyId): SetByPeople | undefined => draft.policies.get(id) ?? under.policy(id);

/** Notes what this command did, for an undo of it. */
export const noteDeed = ({ draft, id }: Step, did: Partial<Deed>): void =>
  void draft.laid.set(id, { commandId: id, settled: [], reopened: [], written: [], decided: [], ...did });
