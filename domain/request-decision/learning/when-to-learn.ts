import type { ClassifierCard } from '../../../contract/policy/classifier-card.ts';
import type { Lessons } from '../../../contract/policy/lessons.ts';
import type { Taught } from './lessons.ts';

/** In the order in which a model's file has them. */
export const taughtClasses = ['approve', 'refuse'] as const satisfies readonly Taught[];

/** Of each class, before anything is learned. With fewer a classifier says hardly more than which class is the common one. */
export const lessonsToBegin = 30;
/** Learned again when the lessons have grown by a fifth, and by ten at least: a file a step of growth, not one a decision. */
const growth = 1.2;
const lessonsToGoOn = 10;

/**
 * Of each class, how many of people's decisions a classifier must have foretold before it may move requests to review, and which share of those that it
 * was asked about. The number is that of the project's own study of learning from a shop's decisions; the share is a judgement.
 */
export const agreedToAct = 500;
export const shareToAct = 0.9;

/** In the shadow it is asked and compared with people, and nothing else. */
export type ClassifierMode = 'shadow' | 'active';

export const modeOf = (lessons: Lessons): ClassifierMode =>
  taughtClasses.every((taught) => hasProven(lessons[taught])) ? 'active' : 'shadow';

const hasProven = ({ asked, agreed }: Lessons[Taught]): boolean => agreed >= agreedToAct && agreed >= shareToAct * asked;

/** Whether what people taught is worth a new file; `before` is what they had decided when the last one was made, absent before the first. */
export function isWorthLearning(lessons: Lessons, before: ClassifierCard['decided'] | undefined): boolean {
  if (taughtClasses.some((taught) => lessons[taught].decided < lessonsToBegin)) return false;
  if (!before) return true;
  const [then, now] = [before.approve + before.refuse, lessons.approve.decided + lessons.refuse.decided];
  return now >= then + lessonsToGoOn && now >= then * growth;
}
