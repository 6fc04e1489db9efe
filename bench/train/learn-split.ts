import { type CoOccurrence, createCoOccurrence } from '../../domain/recommendation/co-occurrence.ts';
import type { Split } from './split.ts';

const digits = 6;

/** As wide for all, so that ids are ordered as their numbers are. */
export const idOf = (item: number): string => String(item).padStart(digits, '0');

/** What all users of the training have shown. */
export function learnSplit(training: Split['training']): CoOccurrence {
  const counts = createCoOccurrence();
  training.forEach((items, user) => {
    for (const item of items) counts.learn(String(user), idOf(item));
  });
  return counts;
}
