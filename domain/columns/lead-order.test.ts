import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadOrder, renewInPlace, reorder } from './lead-order.ts';
import { aLine, anyLines, anySort } from './testing/any-lines.ts';

test('given any lines and any changes among them, keeping the order up is the same as sorting anew', () => {
  fc.assert(
    fc.property(anyLines, anyLines, fc.array(fc.nat(30)), anySort, (before, changed, gone, sort) => {
      const compare = leadOrder(sort);
      const now = new Map(before.map((line) => [line.id, line]));
      for (const line of changed) now.set(line.id, line);
      for (const at of gone) now.delete(`l${at}`);
      const ids = new Set([...changed.map(({ id }) => id), ...gone.map((at) => `l${at}`)]);

      const was = new Map([...ids].map((id) => [id, before.find((line) => line.id === id)]));

      const kept = reorder([...before].sort(compare), was, (id) => now.get(id), compare);

      expect(kept).toEqual([...now.values()].sort(compare));

      const renewed = [...before].sort(compare);
      const others = renewInPlace(renewed, was, (id) => now.get(id), compare);
      const stood = renewed.filter(({ id }) => !others.has(id));
      expect(stood).toEqual(kept.filter(({ id }) => !others.has(id)));

      expect(reorder(renewed, others, (id) => now.get(id), compare)).toEqual(kept);
    }),
  );
});

test('given an edit that leaves alone what lines are sorted by, none of them moves', () => {
  const compare = leadOrder({ by: 'score', direction: 'desc' });
  const lines = Array.from({ length: 9 }, (_, at) => aLine({ id: `l${at}`, points: at })).sort(compare);
  const before = new Map(lines.slice(2, 7).map((line) => [line.id, line]));
  const edited = lines.map((line) => (before.has(line.id) ? { ...line, status: 'won' as const } : line));
  const sorted = [...lines];

  const others = renewInPlace(sorted, before, (id) => edited.find((line) => line.id === id), compare);

  expect(others.size).toBe(0);
  expect(sorted).toEqual(edited);
});

test('given equal values, the id decides, in both directions alike', () => {
  const lines = [aLine({ id: 'b' }), aLine({ id: 'a' })];

  for (const direction of ['asc', 'desc'] as const) {
    expect([...lines].sort(leadOrder({ by: 'score', direction }))).toMatchObject([{ id: 'a' }, { id: 'b' }]);
  }
});

test('given names, people with one stand by name and the others by user, in Korean alphabetical order', () => {
  const lines = [aLine({ id: '1', name: '하나' }), aLine({ id: '2', name: '가람' }), aLine({ id: '3', userId: '다' })];

  expect([...lines].sort(leadOrder({ by: 'user', direction: 'asc' })).map(({ id }) => id)).toEqual(['2', '3', '1']);
});
