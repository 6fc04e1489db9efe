import type { Person } from '../../../contract/person.ts';
import { type ConsentTask, consentTasks } from '../../../domain/consent/consent-tasks.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import { maskPhone } from '../../../domain/person/mask-phone.ts';
import type { ConsentTaskPage, ConsentTaskQuery, ConsentTaskRow } from './consent-task.ts';
import type { Known } from './consent-views.ts';

type Owed = Readonly<{ person: Person; task: ConsentTask }>;
type KnownLeads = Readonly<{ leadOf: (userId: string) => string | undefined }>;

/** What the shop owes people as of `now`, the soonest due first. */
export function consentTaskPage(known: Known & KnownLeads, query: ConsentTaskQuery, now: number): ConsentTaskPage {
  const owed = [...everybody(known)].flatMap((person) =>
    mayOwe(person) ? consentTasks(person, now).map((task) => ({ person, task })) : [],
  );
  const asked = owed.filter((each) => isAsked(each, query));
  const counts = { notice: countOf(owed, 'notice'), reconfirm: countOf(owed, 'reconfirm') };
  if (query.limit === 0) return { rows: [], total: asked.length, counts };
  const inOrder = asked.sort((a, b) => byCodeUnit(a.task.dueDay, b.task.dueDay) || byCodeUnit(a.person.id, b.person.id));
  return { rows: inOrder.slice(0, query.limit).map((each) => toRow(each, known)), total: asked.length, counts };
}

function* everybody({ people, writing }: Known): Iterable<Person> {
  const [kept, changed] = [people(), writing()];
  for (const [id, person] of kept) yield changed.get(id) ?? person;
  for (const [id, person] of changed) if (!kept.has(id)) yield person;
}

/** Most people of a shop never said anything about advertising. */
const mayOwe = ({ words, consents }: Person): boolean => words !== undefined || consents.length > 0;

const isPressing = ({ task }: Owed): boolean => task.urgency !== 'calm';

function isAsked(owed: Owed, { kind, pressing, text = '' }: ConsentTaskQuery): boolean {
  const { person, task } = owed;
  if (task.kind !== kind || (pressing && !isPressing(owed))) return false;
  const wanted = text.trim().toLowerCase();
  return wanted === '' || [person.name?.value ?? '', person.id].some((name) => name.toLowerCase().includes(wanted));
}

function countOf(owed: readonly Owed[], kind: ConsentTask['kind']) {
  const ofKind = owed.filter(({ task }) => task.kind === kind);
  return { all: ofKind.length, pressing: ofKind.filter(isPressing).length };
}

function toRow({ person: { id, name, phone }, task }: Owed, { leadOf }: KnownLeads): ConsentTaskRow {
  const leadId = leadOf(id);
  return {
    ...task,
    ...(name && { name: name.value }),
    ...(phone && { maskedPhone: maskPhone(phone.value) }),
    ...(leadId !== undefined && { leadId }),
  };
}
