import type { Lead } from '../../contract/lead.ts';
import type { LeadFilter } from '../../contract/lead-filter.ts';
import type { Person } from '../../contract/person.ts';
import type { ScoreRules } from '../../contract/policy/score-policy.ts';
import type { Product } from '../../contract/product.ts';
import { leadOrder } from '../../domain/columns/lead-order.ts';
import { matchingLeads, scanLeads } from '../../domain/columns/scan-leads.ts';
import { hasConsent } from '../../domain/consent/newest-consent.ts';
import { pointsBy, type Scoring } from '../../domain/scoring/score.ts';
import type { FacetCount, LeadPage, LeadQuery, LeadRow } from '../replica/desk/lead-view.ts';

/** Everything a row is made from. */
export type Known = Readonly<{
  leads: ReadonlyMap<string, Lead>;
  persons: ReadonlyMap<string, Person>;
  products: ReadonlyMap<string, Product>;
  pending: ReadonlySet<string>;
  /** What scores are made by, and those by them as of today. */
  rules: ScoreRules;
  scoring: Scoring;
}>;

export const leadRows = (known: Known): LeadRow[] => [...known.leads.values()].map((lead) => toRow(lead, known));

function toRow(lead: Lead, { persons, products, pending, scoring }: Known): LeadRow {
  const { days: _days, firstSeenAt: _first, lastRequest, tail: _tail, notes: _notes, ...line } = lead;
  const person = persons.get(lead.userId);
  const name = person?.name?.value;
  const productName = products.get(lead.productId)?.name;
  const points = pointsBy(scoring, lead, person);
  return {
    ...line,
    ...(name !== undefined && { name }),
    ...(productName !== undefined && { productName }),
    ...(lastRequest?.requestType && { lastRequestType: lastRequest.requestType }),
    ...{ points, band: scoring.bandOf(points) },
    consented: hasConsent(person, 'ad', 'kakao'),
    pending: pending.has(lead.id),
  };
}

const textOf = (row: LeadRow) => `${row.userId} ${row.name ?? ''} ${row.productName ?? ''}`.toLowerCase();
const textMatch = (text: string) => {
  const wanted = text.trim().toLowerCase();
  return (row: LeadRow) => wanted === '' || textOf(row).includes(wanted);
};

export const rowsMatching = (rows: readonly LeadRow[], filter: LeadFilter): LeadRow[] =>
  matchingLeads(rows, filter, textMatch(filter.text));

export function leadPage(rows: readonly LeadRow[], { filter, sort, offset, limit }: LeadQuery): LeadPage {
  const names = new Map(rows.map((row) => [row.productId, row.productName]));
  const { page, total, counts } = scanLeads([...rows].sort(leadOrder(sort)), filter, textMatch(filter.text), { offset, limit });
  return {
    rows: page,
    offset,
    total,
    all: rows.length,
    facets: {
      products: listed(counts.products).map((facet) => ({ ...facet, label: names.get(facet.value) ?? facet.value })),
      statuses: listed(counts.statuses),
      bands: listed(counts.bands),
      assignees: listed(counts.assignees),
      tags: listed(counts.tags),
    },
  };
}

const listed = <V>(counts: ReadonlyMap<V, number>): FacetCount<V>[] =>
  [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
