import type { Lead } from '../../contract/lead.ts';
import type { ScoredLead } from '../../contract/lead-api.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import { scoringBy } from '../../domain/scoring/score.ts';
import type { Store } from '../store/port/store.ts';

/** Leads with their scores, worked out when they are read, by the function that every desk shows them by (I10). */
export async function scoredLeads(feed: Store['feed'], workspace: string, leads: readonly Lead[], asOf: string): Promise<ScoredLead[]> {
  const people = await feed.documents(workspace, 'person', [...new Set(leads.map(({ userId }) => userId))]);
  const stored = (await feed.documents(workspace, 'policy', ['score'])).get('score');
  const policy = stored?.id === 'score' ? stored : undefined;
  const { explain } = scoringBy(policy ?? shippedRules('score'), asOf);
  return leads.map((lead) => {
    const { terms: _terms, ...score } = explain(lead, people.get(lead.userId));
    return { ...lead, score: { ...score, asOf, version: policy?.version ?? 0 } };
  });
}
