import type { Conflict } from '../../../contract/activity.ts';
import type { FoundOut } from '../../../contract/command/settle-item.ts';
import type { Lead } from '../../../contract/lead.ts';
import type { Person } from '../../../contract/person.ts';
import type { PolicyId, SetByPeople } from '../../../contract/policy.ts';
import type { Product } from '../../../contract/product.ts';
import type { Segment } from '../../../contract/segment.ts';
import type { ClassifierMode } from '../../../domain/request-decision/learning/when-to-learn.ts';
import type { KnownRequest } from '../requests/known-request.ts';
import type { PastHere } from '../requests/past-request.ts';
import type { Reversible } from '../undoing/written-here.ts';

/** The read models under the overlay, as far as commands change them. */
export type Underlay = Readonly<{
  lead: (id: string) => Lead | undefined;
  product: (id: string) => Product | undefined;
  segment: (id: string) => Segment | undefined;
  policy: (id: PolicyId) => SetByPeople | undefined;
  person: (id: string) => Person | undefined;
  conflict: (id: string) => Conflict | undefined;
  /** The newest decision on a request that the replica knows of. */
  decision: (requestEventId: string) => KnownRequest | undefined;
  past: (requestEventId: string, lead: Lead | undefined) => PastHere | undefined;
  classifierMode: () => ClassifierMode;
  /** What the audit tells of an act that can be undone, by its id. */
  audit: (commandId: string) => Reversible | undefined;
  auditOfBatch: (batchId: string) => readonly Reversible[];
}>;

/** What is shown instead of, or beside, the replica's documents. */
export type Overlay = Readonly<{
  leads: ReadonlyMap<string, Lead>;
  products: ReadonlyMap<string, Product>;
  /** Saved or, without one, deleted here. */
  segments: ReadonlyMap<string, Segment | undefined>;
  policies: ReadonlyMap<PolicyId, SetByPeople>;
  /** People whose ledger of consents is being written. */
  persons: ReadonlyMap<string, Person>;
  /** Conflicts that are being settled or opened again. */
  conflicts: ReadonlyMap<string, Conflict>;
  /** Requests that are being decided, by their event. */
  requests: ReadonlyMap<string, KnownRequest>;
  /** Leads with an edit that has had no outcome yet. */
  pendingLeads: ReadonlySet<string>;
  /** Dispatches whose waiting items are being cancelled. */
  cancelled: ReadonlySet<string>;
  /** Dispatches that are being paused or resumed; the last of it counts. */
  holds: ReadonlyMap<string, HoldAsked>;
  /** Items that are being settled by a person's word. */
  settledItems: ReadonlyMap<string, FoundOut>;
}>;

export type HoldAsked = Readonly<{ at: number; to: 'pause' | 'resume' }>;

export const emptyOverlay: Overlay = {
  leads: new Map(),
  products: new Map(),
  segments: new Map(),
  policies: new Map(),
  persons: new Map(),
  conflicts: new Map(),
  requests: new Map(),
  pendingLeads: new Set(),
  cancelled: new Set(),
  holds: new Map(),
  settledItems: new Map(),
};
