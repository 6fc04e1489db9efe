import { expect, test } from 'vitest';
import type { DispatchItem } from '../../contract/dispatch.ts';
import type { Shown } from '../fake-kakao/world/ledger.ts';
import { type Evidence, promiseKept, verdictOf } from './verdict.ts';

const noon = Date.UTC(2026, 10, 23, 3);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const anItem = (id: string, change: Partial<DispatchItem> = {}): DispatchItem => ({
  id,
  dispatchId: '01KAAAAAAAAAAAAAAAAA000001',
  userId: `user of ${id}`,
  productIds: ['p1'],
  state: 'delivered',
  at: noon,
  attempt: 1,
  history: [],
  ...change,
});

const shown = (itemId: string, change: Partial<Shown> = {}): Shown => ({
  number: 1,
  at: noon,
  face: 'solapi',
  via: 'kakao',
  recipient: `phone of ${itemId}`,
  messageId: `m ${itemId}`,
  itemId,
  tags: {},
  text: '',
  ...change,
});

const judge = (evidence: Partial<Evidence>) =>
  verdictOf({
    ledger: [],
    items: [],
    asked: (evidence.items ?? []).map(({ id }) => id),
    optOuts: new Map(),
    committed: new Map(),
    caps: { perDay: 1, perWeek: 3 },
    ...evidence,
  });

test('given every item shown once by day, the promise is kept', () => {
  const verdict = judge({ items: [anItem('a'), anItem('b')], ledger: [shown('a'), shown('b')] });

  expect(verdict).toMatchObject({ items: 2, shown: 2, sent_twice: 0, forgotten: 0, after_optout: 0, in_night: 0, over_cap: 0, denied: 0 });
  expect(promiseKept(verdict)).toBe(true);
});

const broken: readonly (readonly [string, keyof ReturnType<typeof judge>, Partial<Evidence>])[] = [
  ['an item shown twice', 'sent_twice', { items: [anItem('a')], ledger: [shown('a'), shown('a', { at: noon + 3 * dayMs })] }],
  ['an item that nobody has ended', 'forgotten', { items: [anItem('a', { state: 'ambiguous' })] }],
  ['an item that we say was accepted and no phone showed', 'forgotten', { items: [anItem('a', { state: 'accepted' })] }],
  ['an item that was asked for and is not there', 'forgotten', { asked: ['a'] }],
  [
    'an item committed behind an opt-out',
    'after_optout',
    { items: [anItem('a')], ledger: [shown('a')], optOuts: new Map([['user of a', 5]]), committed: new Map([['a', 6]]) },
  ],
  ['one shown at 20:50', 'in_night', { items: [anItem('a')], ledger: [shown('a', { at: noon + 8 * hourMs + 50 * 60_000 })] }],
  [
    'one that the provider refused for the hour',
    'in_night',
    { items: [anItem('a', { state: 'failed', history: [{ step: 'failed', at: noon, attempt: 1, code: '3108' }] })] },
  ],
  [
    'two on one day to one number',
    'over_cap',
    { items: [anItem('a'), anItem('b')], ledger: [shown('a', { recipient: '1' }), shown('b', { recipient: '1' })] },
  ],
  ['one that we say was never sent', 'denied', { items: [anItem('a', { state: 'expired' })], ledger: [shown('a')] }],
];

test.each(broken)('given %s, it is counted as %s and the promise is broken', (_what, name, evidence) => {
  const verdict = judge(evidence);

  expect(verdict[name]).toBe(1);
  expect(promiseKept(verdict)).toBe(false);
});

test('given an opt-out that came after the commit, what was on its way is nobody’s fault', () => {
  const evidence = { items: [anItem('a')], ledger: [shown('a')], optOuts: new Map([['user of a', 7]]), committed: new Map([['a', 6]]) };

  expect(judge(evidence).after_optout).toBe(0);
});

test('given four on four days of a week, one is beyond the cap; on the eighth day another may be shown', () => {
  const on = (day: number) => shown(`i${day}`, { recipient: '1', at: noon + day * dayMs });
  const items = [0, 1, 2, 3, 7].map((day) => anItem(`i${day}`));

  expect(judge({ items, ledger: [on(0), on(1), on(2), on(3)] }).over_cap).toBe(1);
  expect(judge({ items, ledger: [on(0), on(1), on(2), on(7)] }).over_cap).toBe(0);
});
