import { metricId } from '../../domain/identity/ids.ts';
import { foldMetric, metricDay, newMetric } from '../../domain/metric/fold-metric.ts';
import type { ChatFact, Decision } from '../../domain/training/training.ts';
import type { Documents } from './documents.ts';

/** Counts a fact in its product's KST day, which begins with its first fact. */
export function countInMetric(documents: Documents, productId: string, fact: ChatFact | Decision): void {
  const day = metricDay(fact);
  documents.put('metric', foldMetric(documents.get('metric', metricId(productId, day)) ?? newMetric(productId, day), fact));
}
