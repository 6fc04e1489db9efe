import { expect, test } from 'vitest';
import type { Person } from '../../../contract/person.ts';
import { aPerson } from '../../../contract/testing/build-document.ts';
import { foldConsent, newPerson } from '../../../domain/person/fold-person.ts';
import { consentTasksIn, personConsents } from './consent-views.ts';

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
});

test('given words of several people, what is owed comes by due day, with what is being written here in place of what is kept', () => {
  const people = [said('1', '2026-11-10'), said('2', '2026-11-05', false), aPerson({ id: '3', consents: [] })];
  const told = { ...said('1', '2026-11-10'), notices: [{ consentFactId: '2026-11-10', at: 1, factId: 'x' }] };

  const before = consentTasksIn(known(people), seoul('2026-11-20T12:00'));
  const after = consentTasksIn(known(people, [told]), seoul('2026-11-20T12:00'));

  expect(before).toMatchObject([
    { userId: '2', name: '손님 2', dueDay: '2026-11-19', urgency: 'late' },
    { userId: '1', dueDay: '2026-11-24', urgency: 'urgent' },
  ]);
  expect(after.map(({ userId }) => userId)).toEqual(['2']);
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
