import { auditTime, exhaustMap, filter, type Observable, startWith } from 'rxjs';
import type { ScoreRules } from '../../../contract/policy/score-policy.ts';
import type { ScorePreview } from '../desk/rules-view.ts';
import type { Concern, View } from '../view.ts';
import { previewScores$ } from './preview-scores.ts';

/** How often a preview is made anew while leads change under it. */
const refreshMs = 3_000;
const concerns: readonly Concern[] = ['lead', 'person', 'policy', 'command'];

/** The preview over one open replica. One that is under way is finished before it is begun again. */
export const previewOf = (view: View, rules: ScoreRules): Observable<ScorePreview> =>
  view.changed$.pipe(
    filter((changed) => concerns.some((concern) => changed.has(concern))),
    auditTime(refreshMs),
    startWith(undefined),
    exhaustMap(() => previewScores$(sourceOf(view), rules)),
  );

const sourceOf = (view: View) => ({
  leadIds: () => [...view.documents.of('lead').keys()],
  lead: view.lead,
  person: view.person,
  productName: (id: string) => view.product(id)?.name,
  scored: (id: string) => view.rows.get(id),
  today: view.today,
});
