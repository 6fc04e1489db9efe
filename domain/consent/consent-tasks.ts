import type { ConsentState, Person } from '../../contract/person.ts';
import { addDays, daysBetween, kstDay } from '../time/kst.ts';
import { confirmedAfter, reconfirmDay, shortestTwoYears } from './consent-standing.ts';
import { untoldWords } from './untold-words.ts';

/** Days within which somebody has to be told what became of what they said (정보통신망법 시행령 제62조의2), and after how many it is urgent. */
const noticeDays = 14;
const noticeUrgentDays = 10;
/** So many days before a consent has to be confirmed again it becomes a task, and is urgent. */
const reconfirmAheadDays = 60;
const reconfirmUrgentDays = 14;
/** A consent that is younger than this is none yet: most are, and of those no calendar is asked. */
const calmDays = shortestTwoYears - 1 - reconfirmAheadDays;

/** What the shop owes a person: `notice` of a result, `reconfirm` of a consent that grows old. */
export type ConsentTask = Readonly<{
  kind: 'notice' | 'reconfirm';
  userId: string;
  word: ConsentState;
  /** The last KST day on which it is done in time. */
  dueDay: string;
  urgency: 'calm' | 'urgent' | 'late';
}>;

type Owed = Readonly<{ today: string; tasks: readonly ConsentTask[] }>;

/** What was found of people as they are: somebody who has not changed is owed the same all day, and a shop has many who have not. */
const owed = new WeakMap<Person, Owed>();

/** What is owed to a person as of a moment: notices first, each by its due day. */
export function consentTasks(person: Person, now: number): readonly ConsentTask[] {
  const today = kstDay(now);
  const before = owed.get(person);
  if (before?.today === today) return before.tasks;
  const tasks = tasksOf(person, today);
  owed.set(person, { today, tasks });
  return tasks;
}

function tasksOf(person: Person, today: string): readonly ConsentTask[] {
  const notices = untoldWords(person).map((word) => toNotice(person.id, word, today));
  const reconfirms = person.consents.flatMap((word) => toReconfirm(person, word, today) ?? []);
  return [...notices, ...reconfirms];
}

function toNotice(userId: string, word: ConsentState, today: string): ConsentTask {
  const saidOn = kstDay(word.at);
  const dueDay = addDays(saidOn, noticeDays);
  const isUrgent = daysBetween(saidOn, today) >= noticeUrgentDays;
  return { kind: 'notice', userId, word, dueDay, urgency: today > dueDay ? 'late' : isUrgent ? 'urgent' : 'calm' };
}

function toReconfirm(person: Person, word: ConsentState, today: string): ConsentTask | undefined {
  if (!word.granted) return undefined;
  const confirmedAt = confirmedAfter(person, word);
  if (daysBetween(kstDay(confirmedAt ?? word.at), today) < calmDays) return undefined;
  const dueDay = addDays(reconfirmDay(word, confirmedAt), -1);
  const left = daysBetween(today, dueDay);
  if (left > reconfirmAheadDays) return undefined;
  return {
    kind: 'reconfirm',
    userId: person.id,
    word,
    dueDay,
    urgency: left < 0 ? 'late' : left <= reconfirmUrgentDays ? 'urgent' : 'calm',
  };
}
