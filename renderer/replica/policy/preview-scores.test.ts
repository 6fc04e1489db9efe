import { firstValueFrom, lastValueFrom, toArray } from 'rxjs';
import { expect, test } from 'vitest';
import { aLead, aPerson } from '../../../contract/testing/build-document.ts';
import { defaultRules } from '../../../domain/scoring/default-rules.ts';
import { pointsBy, scoringBy } from '../../../domain/scoring/score.ts';
import { type PreviewSource, previewScores$ } from './preview-scores.ts';

const today = '2026-11-22';

/** `count` leads of one question each today, scored by the shipped rules; only the first is known by name. */
function source(count: number): PreviewSource & { read: number } {
  const now = scoringBy(defaultRules, today);
  const lead = (id: string) => aLead({ userId: id.split('~')[0] ?? '', days: [[today, 0, 1, 0, 0]] });
  const one = {
    read: 0,
    leadIds: () => Array.from({ length: count }, (_, index) => `u${index}~001`),
    lead: (id: string) => {
      one.read++;
      return lead(id);
    },
    person: (id: string) => (id === 'u0' ? aPerson({ id }) : undefined),
    productName: () => '린넨 셔츠 원피스',
    scored: (id: string) => {
      const points = pointsBy(now, lead(id), one.person(id.split('~')[0] ?? ''));
      return { points, band: now.bandOf(points) };
    },
    today: () => today,
  };
  return one;
}

const heavyQuestions = { ...defaultRules, engagement: { ...defaultRules.engagement, questions: { points: 30, cap: 60 } } };

test('given other weights, every lead is counted by the band it leaves and the one it would be in, and those that move are named', async () => {
  const preview = await lastValueFrom(previewScores$(source(5_000), heavyQuestions));

  expect(preview).toMatchObject({ done: 5_000, leads: 5_000, moved: 5_000 });
  expect(preview.matrix).toEqual([
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 4_999, 0, 0],
  ]);
  expect(preview.movers[0]).toMatchObject({ user: '김하늘', product: '린넨 셔츠 원피스', from: { band: 'C' }, to: { band: 'B' } });
  expect(preview.movers).toHaveLength(51);
});

test('given many leads, it is told as it goes on and ends once', async () => {
  const told = await lastValueFrom(previewScores$(source(5_000), heavyQuestions).pipe(toArray()));

  expect(told.map(({ done }) => done)).toEqual([2_000, 4_000, 5_000]);
});

test('given a subscription that is let go of, nothing more is scored', async () => {
  const many = source(10_000);

  await firstValueFrom(previewScores$(many, heavyQuestions));
  const readThen = many.read;
  await lastValueFrom(previewScores$(source(1), heavyQuestions));

  expect([readThen, many.read]).toEqual([2_000, 2_000]);
});

test('given the weights that hold already, or no leads, nothing moves', async () => {
  const same = await lastValueFrom(previewScores$(source(3), defaultRules));
  const none = await lastValueFrom(previewScores$(source(0), heavyQuestions));

  expect([same.moved, none.moved, none.leads]).toEqual([0, 0, 0]);
});
