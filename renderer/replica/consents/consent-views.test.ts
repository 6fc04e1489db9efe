import { expect, test } from 'vitest';
import type { Person } from '../../../contract/person.ts';
import { aPerson } from '../../../contract/testing/build-document.ts';
import { foldConsent, newPerson } from '../../../domain/person/fold-person.ts';
import type { ConsentTaskQuery } from './consent-task.ts';
import { consentTaskPage } from './consent-task-page.ts';
import { personConsents } from './consent-views.ts';

const seoul = (text: string) => Date.parse(`${text}+09:00`);
const ad = { purpose: 'ad', channel: 'kakao' } as const;
const said = (id: string, day: string, granted = true): Person =>
  foldConsent(
    { ...newPerson(id), name: { value: `손님 ${id}`, at: 0, factId: 'n' } },
    { ...ad, granted, at: seoul(`${day}T10:00`), factId: day },
  );
const known = (people: readonly Person[], writing: readonly Person[] = []) => ({
  people: () => new Map(people.map((person) => [person.id, person])),
  writing: () => new Map(writing.map((person) => [person.id, person])),
  leadOf: (userId: string) => (userId === '2' ? '2~p1' : undefined),
});

test('given words of several people, what is owed comes by due day, with what is being written here in place of what is kept', () => {
  const people = [said('1', '2026-11-10'), said('2', '2026-11-05', false), aPerson({ id: '3', consents: [] })];
  const told = { ...said('1', '2026-11-10'), notices: [{ consentFactId: '2026-11-10', at: 1, factId: 'x' }] };

  const before = consentTaskPage(known(people), { kind: 'notice', limit: 10 }, seoul('2026-11-20T12:00'));
  const after = consentTaskPage(known(people, [told]), { kind: 'notice', limit: 10 }, seoul('2026-11-20T12:00'));

  expect(before.rows).toMatchObject([
    { userId: '2', name: '손님 2', leadId: '2~p1', dueDay: '2026-11-19', urgency: 'late' },
    { userId: '1', dueDay: '2026-11-24', urgency: 'urgent' },
  ]);
  expect(after.rows.map(({ userId }) => userId)).toEqual(['2']);
});

test('given what is asked for, only that is in the page, and all of it in the counts', () => {
  const people = [said('1', '2026-11-19'), said('2', '2026-11-05', false), said('3', '2024-12-01')];
  const at = seoul('2026-11-20T12:00');
  const ask = (query: Partial<ConsentTaskQuery>) => consentTaskPage(known(people), { kind: 'notice', limit: 10, ...query }, at);

  const [all, pressing, named, counted] = [ask({}), ask({ pressing: true }), ask({ text: '손님 1' }), ask({ limit: 0 })];
  const reconfirm = ask({ kind: 'reconfirm' });

  expect([all, pressing, named, counted].map(({ rows, total }) => [rows.map(({ userId }) => userId), total])).toEqual([
    [['3', '2', '1'], 3],
    [['3', '2'], 2],
    [['1'], 1],
    [[], 3],
  ]);
  expect(reconfirm.rows).toMatchObject([{ userId: '3', dueDay: '2026-11-30', urgency: 'urgent' }]);
  expect(all.counts).toEqual({ notice: { all: 3, pressing: 2 }, reconfirm: { all: 1, pressing: 1 } });
});

test('given a person, the states say until when they hold, and that something is being written', () => {
  const person = said('1', '2026-11-10');

  expect(personConsents(known([person]), '1')).toMatchObject({
    ...{ name: '손님 1', pending: false },
    states: [{ granted: true, reconfirmBy: '2028-11-10' }],
    untold: [{ factId: '2026-11-10' }],
  });
  expect(personConsents(known([], [person]), '1')?.pending).toBe(true);
  expect(personConsents(known([]), '1')).toBeUndefined();
});
