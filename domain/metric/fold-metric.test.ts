import { expect, test } from 'vitest';
import { Metric } from '../../contract/metric.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { kstHour } from '../time/kst.ts';
import type { ChatFact, Decision } from '../training/training.ts';
import { foldMetric, metricDay, newMetric } from './fold-metric.ts';

const facts: (ChatFact | Decision)[] = [
  { kind: 'searched', factId: 'a', at: someTime, receivedAt: someTime },
  { kind: 'questioned', factId: 'b', at: someTime, receivedAt: someTime },
  { kind: 'requested', factId: 'c', at: someTime, receivedAt: someTime },
  { kind: 'decided', requestEventId: 'c', decisionNo: 1, at: someTime, was: 'waiting', is: 'refusals' },
  { kind: 'decided', requestEventId: 'c', decisionNo: 2, at: someTime, was: 'refusals', is: 'requests' },
];

test('given a day, counts in the hour of Seoul; an overridden verdict counts no more', () => {
  const empty = newMetric('001', metricDay(facts[0] as ChatFact));

  const metric = facts.reduce(foldMetric, empty);

  const hour = kstHour(someTime);
  expect([metric.searches[hour], metric.questions[hour], metric.requests[hour], metric.refusals[hour]]).toEqual([1, 1, 1, 0]);
  expect(Metric.parse(metric)).toEqual([...facts].reverse().reduce(foldMetric, empty));
});
