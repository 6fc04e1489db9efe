import { asyncScheduler, Observable, type Subscription } from 'rxjs';
import type { Lead } from '../../../contract/lead.ts';
import type { Person } from '../../../contract/person.ts';
import type { ScoreRules } from '../../../contract/policy/score-policy.ts';
import { type BandMove, type BandMoves, countBandMoves, type Scored } from '../../../domain/scoring/band-moves.ts';
import { pointsBy, type Scoring, scoringBy } from '../../../domain/scoring/score.ts';
import type { ScorePreview } from '../desk/rules-view.ts';

/** What a preview reads: leads with their scores as they are shown. */
export type PreviewSource = Readonly<{
  leadIds: () => readonly string[];
  lead: (id: string) => Lead | undefined;
  person: (userId: string) => Person | undefined;
  productName: (productId: string) => string | undefined;
  scored: (leadId: string) => Scored | undefined;
  /** What scores are as of. */
  today: () => string;
}>;

/** Leads scored at a time: a few milliseconds, between which whatever else happens to the replica has its turn. */
const stride = 2_000;
/** So many leads are named of each way from a band to another. */
const named = 50;

/**
 * What other rules would make of every lead here, while nothing is published: scored in strides, told as it goes on, given up with the
 * subscription. Names only come with the end.
 */
export const previewScores$ = (source: PreviewSource, rules: ScoreRules): Observable<ScorePreview> =>
  new Observable((subscriber) => {
    const ids = source.leadIds();
    const scoring = scoringBy(rules, source.today());
    const moves = countBandMoves(named);
    const told = (done: number): ScorePreview => ({ done, leads: ids.length, matrix: moves.matrix(), moved: moves.moved(), movers: [] });
    let next: Subscription | undefined;

    const go = (from: number): void => {
      for (const id of ids.slice(from, from + stride)) addLead(moves, source, scoring, id);
      const done = Math.min(ids.length, from + stride);
      if (done === ids.length) {
        subscriber.next({ ...told(done), movers: moves.movers().map((move) => withNames(move, source)) });
        subscriber.complete();
        return;
      }
      subscriber.next(told(done));
      if (!subscriber.closed) next = asyncScheduler.schedule(() => go(done));
    };
    next = asyncScheduler.schedule(() => go(0));
    return () => next?.unsubscribe();
  });

function addLead(moves: BandMoves, { lead, person, scored }: PreviewSource, scoring: Scoring, id: string): void {
  const [found, from] = [lead(id), scored(id)];
  if (!found || !from) return;
  const points = pointsBy(scoring, found, person(found.userId));
  moves.add(id, { points: from.points, band: from.band }, { points, band: scoring.bandOf(points) });
}

function withNames(move: BandMove, { lead, person, productName }: PreviewSource): ScorePreview['movers'][number] {
  const { userId = '', productId = '' } = lead(move.leadId) ?? {};
  return { ...move, user: person(userId)?.name?.value ?? userId, product: productName(productId) ?? productId };
}
