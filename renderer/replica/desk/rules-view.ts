import type { FailureCode } from '../../../contract/failure.ts';
import type { ClassifierCard } from '../../../contract/policy/classifier-card.ts';
import type { Lessons } from '../../../contract/policy/lessons.ts';
import type { NeighboursCard } from '../../../contract/policy/neighbours-card.ts';
import type { PolicyRules } from '../../../contract/policy.ts';
import type { ClassifierMode } from '../../../domain/request-decision/learning/when-to-learn.ts';
import type { BandMatrix, BandMove } from '../../../domain/scoring/band-moves.ts';

/** What people have taught about requests by deciding them; `card` is absent, and the mode `none`, until something was learned from it. */
export type ClassifierView = Readonly<
  { lessons: Lessons } & ({ mode: 'none'; card?: undefined } | { mode: ClassifierMode; card: ClassifierCard })
>;

/** A policy as it is shown here; who set it is absent where the shipped one holds. */
export type PolicyView = Readonly<{
  rules: PolicyRules;
  /** 0: the shipped one. */
  version: number;
  set?: Readonly<{ by: string; at: number; commandId: string }>;
  /** Set on this desk, and not answered by the server yet. */
  pending: boolean;
}>;

/** What other rules would make of the leads here; nothing of it is published. */
export type ScorePreview = Readonly<{
  /** Leads scored so far, of all. */
  done: number;
  leads: number;
  matrix: BandMatrix;
  /** Leads that change their band. */
  moved: number;
  /** Of each way at most fifty, those that change most first; none before all are scored. */
  movers: readonly (BandMove & Readonly<{ user: string; product: string }>)[];
}>;

/** What recommendations are made from; `card` is absent until the server has learned something. */
export type NeighboursView = Readonly<{
  card?: NeighboursCard;
  /** Of the file in use on this desk: the one that the card names, an older one, or none yet. */
  standing: 'newest' | 'older' | 'none';
  /** Why the newest is not here. */
  trouble?: FailureCode;
}>;
