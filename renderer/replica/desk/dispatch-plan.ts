import type { FailureCode } from '../../../contract/failure.ts';
import type { Product } from '../../../contract/product.ts';
import type { Recommendation } from '../../../domain/recommendation/recommend.ts';
import type { FacetCount } from './lead-view.ts';

export type PlannedRecipient = Readonly<{
  userId: string;
  name?: string;
  leadIds: readonly string[];
  products: readonly Product[];
  because?: Recommendation['because'];
  /** Why this person will be left out, where it is known already. */
  skipped?: FailureCode;
}>;

/** A plan as it is counted. Its people stay with the desk, ten thousand of them as well as ten, and are shown some lines at a time. */
export type DispatchPlan = Readonly<{
  /** Says who gets what: plans of one id are the same plan, whoever made them. */
  id: string;
  people: number;
  sendable: number;
  skipped: readonly FacetCount<FailureCode>[];
  /** What goes out, each once. */
  products: readonly Readonly<{ id: string; name: string }>[];
  /** What the first who can be reached gets; absent where nobody can be. */
  first?: readonly string[];
  /** When the first of them may leave, epoch ms; absent where that is at once. */
  startsAt?: number;
}>;

/** Which people of a plan are looked at: those who get it, or those left out, all or for one reason. */
export type PlanView = Readonly<{ kind: 'reachable' }> | Readonly<{ kind: 'leftOut'; reason?: FailureCode }>;
