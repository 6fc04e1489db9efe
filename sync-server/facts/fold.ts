import { leadId } from '../../domain/identity/ids.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { EventFact, Fact, PlacedFact } from '../store/port/fact.ts';
import type { Documents } from './documents.ts';
import { Needs } from './documents.ts';
import { foldCommand, needsOfCommand } from './fold-command.ts';
import { peopleOfConsent } from './fold-consent.ts';
import { foldDecision, needsOfDecision } from './fold-decision.ts';
import { foldDispatchFact, needsOfDispatchFact } from './fold-dispatch.ts';
import { foldEvent, isChatEvent, needsOfEvent } from './fold-event.ts';
import { writtenLeads } from './written-fields.ts';

/** Every document that these facts read or change. */
export function needsOf(facts: Iterable<Fact>): Needs {
  const needs = new Needs();
  for (const fact of facts) addNeeds(fact, needs);
  return needs;
}

/** Folds one fact, wherever it stands in the log, into documents that were loaded before: the same in the live pass and in a rebuild (I2). */
export function fold(documents: Documents, fact: Fact): void {
  switch (fact.kind) {
    case 'event':
      foldEvent(documents, fact);
      break;
    case 'command':
      foldCommand(documents, fact);
      break;
    case 'decision':
      foldDecision(documents, fact);
      break;
    case 'dispatch':
      foldDispatchFact(documents, fact);
      break;
    default:
      unreachable(fact);
  }
}

/** Which facts belong to the story of which lead; those about somebody's consents to that of the person, by their user id. */
export function linksOf(facts: readonly PlacedFact[]): Readonly<{ leadId: string; position: number }>[] {
  const links: { leadId: string; position: number }[] = [];
  for (const fact of facts) for (const id of leadsOf(fact)) links.push({ leadId: id, position: fact.position });
  return links;
}

function leadsOf(fact: PlacedFact): readonly string[] {
  if (fact.kind === 'event') return subjectsOfEvent(fact);
  if (fact.kind === 'decision') return [fact.body.leadId];
  if (fact.kind !== 'command' || fact.body.outcome.status === 'rejected') return [];
  return [...writtenLeads(fact.body), ...peopleOfConsent(fact.body)];
}

function subjectsOfEvent(event: EventFact): readonly string[] {
  if (isChatEvent(event)) return [leadId(event.body.userId, event.body.productId)];
  return event.body.kind === 'consented' ? [event.body.userId] : [];
}

function addNeeds(fact: Fact, needs: Needs): void {
  switch (fact.kind) {
    case 'event':
      needsOfEvent(fact, needs);
      break;
    case 'command':
      needsOfCommand(fact, needs);
      break;
    case 'decision':
      needsOfDecision(fact, needs);
      break;
    case 'dispatch':
      needsOfDispatchFact(fact, needs);
      break;
    default:
      unreachable(fact);
  }
}
