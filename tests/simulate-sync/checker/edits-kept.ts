import type { Outcome } from '../../../contract/command.ts';
import type { LeadField } from '../../../contract/lead-field.ts';
import { conflictId } from '../../../domain/identity/ids.ts';
import { readField } from '../../../domain/patching/lead-field-value.ts';
import type { CommandFact, PlacedFact } from '../../../sync-server/store/port/fact.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

type Value = string | undefined;

/**
 * I6 by value, from the log alone and without the product's fold: each acknowledged edit is the final value or was overwritten by
 * another acknowledged one, and whatever was overwritten unseen is kept as a conflict.
 */
export function editsKept({ facts, documents }: ServerState): Finding[] {
  const values = new Map<string, Value>();
  const found: Finding[] = [];
  const activities = documents('activity');
  const leads = documents('lead');
  const current = (key: string): Value => (values.has(key) ? values.get(key) : key.endsWith(' status') ? 'new' : undefined);

  const isTold = (field: LeadField) => !field.startsWith('note:'); // the log keeps no text of a note

  const patch = (factId: string, outcome: Outcome, leadId: string, field: LeadField, from: Value, to: Value) => {
    const key = `${leadId} ${field}`;
    const was = current(key);
    if (was === to) return;
    values.set(key, to);
    if (was === from) return;
    const said = outcome.overwritten?.some((entry) => entry.leadId === leadId && entry.field === field && entry.lost === was);
    const kept = activities.get(conflictId(factId, leadId, field));
    if (!said)
      found.push({ invariant: 'I6', what: `${factId} overwrote ${was} of ${key}, which its marketer had not seen, and does not say so` });
    if (kept?.kind !== 'conflict' || kept.lost !== was)
      found.push({ invariant: 'I6', what: `${was} of ${key} was overwritten by ${factId} and is kept in no conflict` });
  };

  for (const { factId, body } of facts().filter(isApplied)) {
    const { act, outcome, effect } = body;
    const missing = new Set(outcome.missing);
    if (act.kind === 'patchLeads')
      for (const { leads: ids, field, from, to } of act.groups)
        for (const leadId of isTold(field) ? ids : []) if (!missing.has(leadId)) patch(factId, outcome, leadId, field, from, to);
    if (effect?.kind === 'restored')
      for (const { leads: ids, field, to } of effect.groups) for (const id of isTold(field) ? ids : []) values.set(`${id} ${field}`, to);
  }
  for (const [key, value] of values) {
    const [leadId = '', field] = key.split(' ');
    const lead = leads.get(leadId);
    const is = lead && readField(lead, field as LeadField);
    if (is !== value) found.push({ invariant: 'I6', what: `${key} is ${is}; the last acknowledged edit made it ${value}` });
  }
  return found;
}

const isApplied = (fact: PlacedFact): fact is CommandFact & PlacedFact =>
  fact.kind === 'command' && fact.body.outcome.status !== 'rejected';
