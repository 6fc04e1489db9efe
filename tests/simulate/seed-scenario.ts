import type { DownMessage } from '../../contract/down-message.ts';
import { ScoredLead } from '../../contract/lead-api.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import { leadId } from '../../domain/identity/ids.ts';
import { openChatClient } from './chat-client.ts';
import type { ClientCredential } from './credential.ts';
import { HttpFailure, type MemberHttp } from './member-http.ts';
import { settled } from './pace.ts';
import { conversations } from './sample.ts';

const chat = { chatId: '1', userId: '39', productId: '001' };
const answerStallMs = 10_000;

/** What the seed's story must change in the lead; the first time it is played these are its counts. */
const expectedChange = { searches: 1, questions: 1, waiting: 0, requests: 0, refusals: 1 };
type Counts = typeof expectedChange;
const uncounted: Counts = { searches: 0, questions: 0, waiting: 0, requests: 0, refusals: 0 };

/** `problems` is empty when all came as it must. */
export type ScenarioResult = Readonly<{ lines: readonly string[]; problems: readonly string[] }>;

type Stage = Readonly<{ url: string; credential: ClientCredential; member: MemberHttp; newId: () => string; now: () => number }>;

/**
 * The seed's story: user 39 searches product 001 in chat 1, asks about it and requests `불가능`, which is refused:
 * the chat's `requestType` becomes `"0"`. Events add up when it is played again, so the *change* of the lead is checked.
 */
export async function playSeed({ url, credential, member, newId, now }: Stage): Promise<ScenarioResult> {
  const before = await countsOf(member);
  const script: readonly UpEvent[] = [
    { kind: 'searched', ...chat, eventId: newId(), occurredAt: now() },
    { kind: 'questioned', ...chat, eventId: newId(), occurredAt: now(), message: '선물 포장도 해 주시나요?' },
    { kind: 'requested', ...chat, eventId: newId(), occurredAt: now(), message: conversations.refusedRequest },
  ];
  const answers = await saidInTurn(url, credential, script);
  const changed = changeOf(before, await countsWith(member, before));
  return { lines: toLines(script, answers, changed), problems: [...wrongAnswers(script, answers), ...wrongCounts(changed)] };
}

/** Says each event when the one before it was answered. Answers by the event's id. */
async function saidInTurn(
  url: string,
  credential: ClientCredential,
  script: readonly UpEvent[],
): Promise<ReadonlyMap<string, DownMessage>> {
  const answers = new Map<string, DownMessage>();
  const client = openChatClient(url, credential, {
    onAcknowledged: () => {},
    onDown: (message) => 'eventId' in message && message.eventId && answers.set(message.eventId, message),
    onUnreadable: () => {},
  });
  try {
    await client.ready;
    for (const event of script) {
      client.say(event);
      await settled(
        () => answers.has(event.eventId),
        () => answers.size,
        answerStallMs,
      );
    }
    return answers;
  } finally {
    await client.close();
  }
}

async function countsOf(member: MemberHttp): Promise<Counts> {
  try {
    const { searches, questions, waiting, requests, refusals } = await member.get(
      `/v1/leads/${leadId(chat.userId, chat.productId)}`,
      ScoredLead,
    );
    return { searches, questions, waiting, requests, refusals };
  } catch (error) {
    if (error instanceof HttpFailure && error.status === 404) return uncounted;
    throw error;
  }
}

/** The answers are written in the transaction that counts, so the first look should do; a slow machine gets another. */
async function countsWith(member: MemberHttp, before: Counts): Promise<Counts> {
  let counts = await countsOf(member);
  for (let look = 1; look < 10 && wrongCounts(changeOf(before, counts)).length > 0; look += 1) counts = await countsOf(member);
  return counts;
}

const countNames = Object.keys(expectedChange) as readonly (keyof Counts)[];

const changeOf = (before: Counts, after: Counts): Counts =>
  Object.fromEntries(countNames.map((name) => [name, after[name] - before[name]])) as Counts;

const wrongCounts = (change: Counts): readonly string[] =>
  countNames
    .filter((name) => change[name] !== expectedChange[name])
    .map((name) => `${name} changed by ${change[name]}, not by ${expectedChange[name]}`);

function wrongAnswers(script: readonly UpEvent[], answers: ReadonlyMap<string, DownMessage>): readonly string[] {
  const expected = ['accepted', 'trained', 'refused'];
  return script.flatMap(({ kind, eventId }, index) =>
    answers.get(eventId)?.kind === expected[index] ? [] : [`${kind} was answered ${answers.get(eventId)?.kind ?? 'not at all'}`],
  );
}

function toLines(script: readonly UpEvent[], answers: ReadonlyMap<string, DownMessage>, change: Counts): readonly string[] {
  const said = script.map(({ kind, eventId }) => {
    const answer = answers.get(eventId);
    return `${kind.padEnd(12)}-> ${answer?.kind ?? 'no answer'}${answer && 'requestType' in answer ? ` requestType "${answer.requestType}"` : ''}`;
  });
  return [...said, `lead ${leadId(chat.userId, chat.productId)}: ${countNames.map((name) => `${name} +${change[name]}`).join(', ')}`];
}
