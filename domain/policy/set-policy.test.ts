import { expect, test } from 'vitest';
import type { SetPolicy } from '../../contract/command/set-policy.ts';
import type { ScoreRules } from '../../contract/policy/score-policy.ts';
import { aUlid } from '../../contract/testing/build-command.ts';
import { defaultRules } from '../scoring/default-rules.ts';
import { rulesOf, setPolicy } from './set-policy.ts';

const author = (by = 'mina') => ({ by, at: 5, commandId: aUlid() });
const weighing = (points: number): ScoreRules => ({
  ...defaultRules,
  engagement: { ...defaultRules.engagement, questions: { points, cap: 100 } },
});
const setting = (points: number, from = 0): SetPolicy => ({ kind: 'setPolicy', policy: weighing(points), from });

function held(points: number, from = 0, by = 'mina') {
  const set = setPolicy(undefined, setting(points), author(by));
  if (set.kind !== 'set') throw new Error(set.kind);
  return { ...set.policy, version: from + 1 };
}

test('given a shop that has set none, the first one is version 1 and replaced nothing', () => {
  const set = setPolicy(undefined, setting(7), { by: 'mina', at: 5, commandId: 'c' });

  expect(set).toEqual({ kind: 'set', policy: { ...weighing(7), version: 1, by: 'mina', at: 5, commandId: 'c' } });
});

test('given the version that was seen, it is replaced, told and nothing is lost', () => {
  const set = setPolicy(held(7, 2, 'jihye'), setting(9, 3), author());

  expect(set).toMatchObject({ kind: 'set', policy: { version: 4, engagement: { questions: { points: 9 } } }, was: weighing(7) });
  expect(set).not.toHaveProperty('lost');
});

test('given a newer one of a colleague that was not seen, this one wins and that one is told as lost', () => {
  const set = setPolicy(held(7, 2, 'jihye'), setting(9, 2), author());

  expect(set).toMatchObject({ policy: { version: 4 }, was: weighing(7), lost: { version: 3, by: 'jihye', at: 5 } });
});

test('given one that the same marketer had set unseen, nothing is lost', () => {
  expect(setPolicy(held(7, 5), setting(9, 2), author())).not.toHaveProperty('lost');
});

test('given the rules that hold already, nothing is set', () => {
  expect(setPolicy(held(7), setting(7, 1), author())).toEqual({ kind: 'unchanged' });
});

test('given an undo, what holds is replaced only while it is what the undone command set', () => {
  const now = held(7, 0, 'jihye');

  const undone = setPolicy(now, { ...setting(4), undoes: now.commandId }, author());
  const late = setPolicy(now, { ...setting(4), undoes: aUlid() }, author());
  const never = setPolicy(undefined, { ...setting(4), undoes: aUlid() }, author());

  expect(undone).toMatchObject({ policy: { ...weighing(4), version: 2 }, was: rulesOf(now) });
  expect([late.kind, never.kind]).toEqual(['stale', 'stale']);
});
