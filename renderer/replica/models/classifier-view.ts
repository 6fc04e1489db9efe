import { noLessons } from '../../../domain/request-decision/learning/lessons.ts';
import { modeOf } from '../../../domain/request-decision/learning/when-to-learn.ts';
import type { ClassifierView } from '../desk/rules-view.ts';
import type { View } from '../view.ts';

/** What people have taught about requests, and what came of it. */
export function classifierView({ documents }: Pick<View, 'documents'>): ClassifierView {
  const [card, taught] = [documents.of('policy').get('classifier'), documents.of('policy').get(noLessons.id)];
  const lessons = taught?.id === 'lessons' ? taught : noLessons;
  return card?.id === 'classifier' ? { lessons, card, mode: modeOf(lessons) } : { lessons, mode: 'none' };
}
