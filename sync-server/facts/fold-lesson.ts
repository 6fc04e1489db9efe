import { countLesson, type Lesson, noLessons } from '../../domain/request-decision/learning/lessons.ts';
import type { DecisionFact } from '../store/port/fact.ts';
import type { Documents, Needs } from './documents.ts';
import { systemMember } from './system-member.ts';

export function needsOfLesson({ by, body }: DecisionFact, needs: Needs): void {
  if (by === systemMember) return;
  needs.add('lesson', body.requestEventId);
  needs.add('policy', noLessons.id);
}

/**
 * A person's word that stands is a lesson; one who has taken it back, wherever the request stands then, has taught nothing. What a classifier had said counts of
 * the first one only: later ones it may have learned from.
 */
export function foldLesson(documents: Documents, { by, body }: DecisionFact): void {
  if (by === systemMember) return;
  const { requestEventId: id, outcome, model, word } = body;
  const before = documents.get('lesson', id);
  const said = before ? before.said : model?.said;
  const now: Lesson | undefined = outcome === 'review' || !word ? undefined : { id, outcome, ...(said && { said }) };
  const lessons = documents.get('policy', noLessons.id);
  if (!before && !now) return;
  if (now) documents.put('lesson', now);
  else documents.remove('lesson', id);
  documents.put('policy', countLesson(lessons?.id === 'lessons' ? lessons : noLessons, before, now));
}
