import { EventEmitter, once } from 'node:events';
import { type Act, type Command, type Outcome, OutcomeBatch } from '../../contract/command.ts';
import type { Lead } from '../../contract/lead.ts';
import { leadStatuses } from '../../contract/lead.ts';
import type { Person } from '../../contract/person.ts';
import { hasConsent } from '../../domain/consent/newest-consent.ts';
import { firstOf } from '../simulate/feed.ts';
import { HttpFailure, type MemberHttp } from '../simulate/member-http.ts';
import { elapsed } from '../simulate/pace.ts';
import type { Random } from '../simulate/random.ts';
import { catalogue } from '../simulate/sample.ts';

const pauseMs = 20;
const retryMs = 20;
/** How many documents the marketer looks at before choosing. */
const looksAt = 200;
/** Large enough that a kill finds items between intent and answer; the others may lack consent and have to be skipped. */
const consentingAudience = 24;
const anyAudience = 6;
const offered = catalogue.filter(({ inStock }) => inStock);

/** A command and what the server said became of it. */
export type Done = Readonly<{ command: Command; outcome: Outcome }>;

type Desk = Readonly<{ member: MemberHttp; random: Random; newUlid: () => string; now: () => number }>;

export type Marketer = Readonly<{
  /** Resolves when the next dispatch has been taken on: its items are about to be sent. */
  nextDispatch: () => Promise<void>;
  stop: () => Promise<readonly Done[]>;
}>;

/**
 * A marketer who works while the server is being killed: patches leads and dispatches to people, each command sent with the
 * same id until it has an outcome (I6). Some of an audience lack consent and have to be skipped.
 */
export function startMarketer(desk: Desk): Marketer {
  const done: Done[] = [];
  const dispatches = new EventEmitter();
  let stopping = false;
  const work = (async () => {
    while (!stopping) {
      const act = await untilAnswered(() => nextAct(desk));
      if (act) done.push(await carryOut(desk, { id: desk.newUlid(), issuedAt: desk.now(), act }));
      if (act?.kind === 'requestDispatch') dispatches.emit('taken');
      await elapsed(pauseMs);
    }
  })();
  return {
    nextDispatch: () => once(dispatches, 'taken').then(() => {}),
    stop: async () => {
      stopping = true;
      await work;
      return done;
    },
  };
}

async function carryOut({ member }: Desk, command: Command): Promise<Done> {
  const { outcomes } = await untilAnswered(() => member.post('/v1/commands', { commands: [command] }, OutcomeBatch));
  const [outcome] = outcomes;
  if (outcome?.id !== command.id) throw new Error('the server answered another command');
  return { command, outcome };
}

/** Asks again while the server is away; an answer that it *gave*, and that is not about being away, is a defect. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error)) throw error;
    }
    await elapsed(retryMs);
  }
}

/** `fetch` says every lost connection by a TypeError; 429 and 5xx ask to come again. */
const isAway = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof HttpFailure && (error.status === 429 || error.status >= 500));

async function nextAct({ member, random, newUlid }: Desk): Promise<Act | undefined> {
  if (random.chance(0.4)) return dispatchTo(await firstOf(member, 'person', looksAt), random);
  const leads = await firstOf(member, 'lead', looksAt);
  return leads.length === 0 ? undefined : patch(random.pick(leads), random, newUlid());
}

/** Sets the status and adds a note that no other patch adds, so that a patch that is lost or done twice shows. */
function patch(lead: Lead, random: Random, noteId: string): Act {
  return {
    kind: 'patchLeads',
    groups: [
      { field: 'status', from: lead.status, to: random.pick(leadStatuses), leads: [lead.id] },
      { field: `note:${noteId}`, to: `통화 ${noteId}`, leads: [lead.id] },
    ],
  };
}

function dispatchTo(persons: readonly Person[], random: Random): Act | undefined {
  const consenting = persons.filter((person) => hasConsent(person, 'ad', 'kakao'));
  const chosen = [...drawn(consenting, consentingAudience, random), ...drawn(persons, anyAudience, random)];
  if (chosen.length === 0) return undefined;
  const recipients = [...new Set(chosen)].map((userId) => ({ userId, productIds: [random.pick(offered).productId] }));
  return { kind: 'requestDispatch', recipients };
}

const drawn = (persons: readonly Person[], count: number, random: Random): readonly string[] =>
  persons.length === 0 ? [] : Array.from({ length: count }, () => random.pick(persons).id);
