import { lastValueFrom, tap } from 'rxjs';
import { aLead } from '../../contract/testing/build-document.ts';
import { defaultRules } from '../../domain/scoring/default-rules.ts';
import { pointsBy, scoringBy } from '../../domain/scoring/score.ts';
import { type PreviewSource, previewScores$ } from '../../renderer/replica/policy/preview-scores.ts';
import { cpuUs } from './cpu-time.ts';
import { generatedLeads, scoredOn } from './generated-leads.ts';
import type { Figures } from './part.ts';

const leads = 100_000;
const usPerMs = 1_000;
/** Moves about every other lead to another band. */
const otherRules = { ...defaultRules, engagement: { ...defaultRules.engagement, questions: { points: 20, cap: 80 } } };

/**
 * Other weights on a desk with 100,000 leads, before they are published: what it costs the processor until the whole effect is shown, and for how long
 * at most whatever else happens to the desk waits for it.
 */
export async function measureWhatIf(): Promise<Figures> {
  const turns = watchTurns(sourceOf(leads));
  const startedAt = cpuUs();
  const { moved } = await lastValueFrom(previewScores$(turns.source, otherRules).pipe(tap(turns.end)));
  return {
    what_if_ms_100k_leads: (cpuUs() - startedAt) / usPerMs,
    what_if_longest_turn_ms: turns.longestMs(),
    what_if_share_moved: moved / leads,
  };
}

/** Leads with the scores that are shown of them. */
function sourceOf(count: number): PreviewSource {
  const scoring = scoringBy(defaultRules, scoredOn);
  const all = new Map(generatedLeads(count).map((scored, at) => [`user-${at}~001`, aLead({ ...scored, userId: `user-${at}` })]));
  const shown = new Map(
    [...all].map(([id, lead]) => {
      const points = pointsBy(scoring, lead, undefined);
      return [id, { points, band: scoring.bandOf(points) }];
    }),
  );
  return {
    leadIds: () => [...all.keys()],
    lead: (id) => all.get(id),
    person: () => undefined,
    productName: (productId) => productId,
    scored: (id) => shown.get(id),
    today: () => scoredOn,
  };
}

/** Processor time from the first lead of a turn to what is told of it. */
function watchTurns(source: PreviewSource) {
  let longestUs = 0;
  let startedAt: number | undefined;
  return {
    source: {
      ...source,
      scored: (id: string) => {
        startedAt ??= cpuUs();
        return source.scored(id);
      },
    },
    end: () => {
      longestUs = Math.max(longestUs, cpuUs() - (startedAt ?? cpuUs()));
      startedAt = undefined;
    },
    longestMs: () => longestUs / usPerMs,
  };
}
