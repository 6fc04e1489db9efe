import { modeOf } from '../../domain/request-decision/learning/when-to-learn.ts';
import type { ClassifierView } from '../replica/desk/rules-view.ts';

const learnedHoursAgo = 5;
const msPerHour = 3_600_000;

/** A shop in its second month: what it would do is compared with what people decide. */
export function demoClassifier(now: number): ClassifierView {
  const lessons = {
    id: 'lessons' as const,
    approve: { decided: 412, asked: 346, agreed: 329 },
    refuse: { decided: 187, asked: 141, agreed: 124 },
  };
  const madeAt = now - learnedHoursAgo * msPerHour;
  const learnedFrom = { approve: 398, refuse: 180 };
  const card = { id: 'classifier' as const, version: 9, hash: '0'.repeat(64), bytes: 131_106, madeAt, decided: learnedFrom, learnedFrom };
  return { lessons, card, mode: modeOf(lessons) };
}
