import { type Act, type Command, OutcomeBatch } from '../../contract/command.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { EventReceipt } from '../../contract/ingest.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import type { ClientCredential } from '../simulate/credential.ts';
import { pullAll } from '../simulate/feed.ts';
import { memberHttp } from '../simulate/member-http.ts';
import { elapsed } from '../simulate/pace.ts';
import type { Random } from '../simulate/random.ts';
import type { Story } from './story.ts';

const dayMs = 24 * 3_600_000;
const eventsAtOnce = 500;
const retryMs = 50;
/** Consents are older than any clock of the story is wrong. */
const agreedBeforeMs = 5 * dayMs;

export const userName = (user: number): string => `u${user}`;
const productName = (product: number): string => `p${product}`;
const phoneOf = (user: number): string => `0102${String(user).padStart(7, '0')}`;

/** Whoever speaks to the servers: the address of one that lives, or undefined while none does. */
export type Line = Readonly<{ owner: string; client: ClientCredential; url: () => string | undefined }>;

export type Opening = Readonly<{ imageUrl: string; startsAt: number; random: Random; newId: () => string }>;

/** Who the people are, that they agreed, what is sold, and who sends. */
export async function openShop(
  line: Line,
  story: Pick<Story, 'people' | 'products'>,
  { imageUrl, startsAt, random, newId }: Opening,
): Promise<void> {
  const at = startsAt - agreedBeforeMs;
  const people = Array.from({ length: story.people }, (_, user): readonly UpEvent[] => [
    { kind: 'identified', eventId: random.uuid(), occurredAt: at, userId: userName(user), name: `고객${user}`, phone: phoneOf(user) },
    { kind: 'consented', eventId: random.uuid(), occurredAt: at, userId: userName(user), ...agreement(true) },
  ]).flat();
  const products = Array.from(
    { length: story.products },
    (_, product): UpEvent => ({
      kind: 'product',
      eventId: random.uuid(),
      occurredAt: at,
      productId: productName(product),
      name: `상품 ${product}`,
      priceKrw: 10_000 + product,
      imageUrl: `${imageUrl}/${product}.png`,
      url: `https://shop.example/${product}`,
      inStock: true,
      category: '옷',
    }),
  );
  await say(line, [...products, ...people]);
  await carryOut(line, { id: newId(), issuedAt: startsAt, act: { kind: 'setPolicy', policy: sendingRules, from: 0 } });
}

/** What the law wants in every advertisement; nothing is sent without it. */
const sendingRules = {
  ...shippedRules('sending'),
  senderName: '톡렌즈 시험 상점',
  senderContact: '02-1234-5678',
  freeOptOut: '080-123-4567',
};

const agreement = (granted: boolean) =>
  ({ purpose: 'ad', channel: 'kakao', granted, evidence: granted ? '할인 소식을 받을게요' : '이제 그만 받을게요' }) as const;

/** They opt out, some of them on a phone whose clock is a day behind; resolves when a server has acknowledged all. */
export const optOut = (line: Line, users: readonly number[], now: number, random: Random): Promise<void> =>
  say(
    line,
    users.map((user) => ({
      kind: 'consented',
      eventId: random.uuid(),
      occurredAt: random.chance(0.3) ? now - dayMs : now,
      userId: userName(user),
      ...agreement(false),
    })),
  );

async function say(line: Line, events: readonly UpEvent[]): Promise<void> {
  for (let start = 0; start < events.length; start += eventsAtOnce) {
    const some = events.slice(start, start + eventsAtOnce);
    await untilAnswered(line, (url) => postEvents(url, line.client, some));
  }
}

async function postEvents(url: string, { workspace, client, secret }: ClientCredential, events: readonly UpEvent[]): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${workspace}/${client}:${secret}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const response = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(events) });
  if (!response.ok) throw new Error(`events were answered ${response.status}`);
  const { items } = EventReceipt.parse(await response.json());
  const bad = items.find(({ status }) => status !== 'stored' && status !== 'duplicate');
  if (bad) throw new TypeError(`an event was answered ${JSON.stringify(bad)}`);
}

/** By the same id until it has an outcome (I6). Throws where it is refused, unless for a reason that was to be expected. */
export async function carryOut(line: Line, command: Command, expected?: FailureCode): Promise<void> {
  const { outcomes } = await untilAnswered(line, (url) =>
    memberHttp(url, line.owner).post('/v1/commands', { commands: [command] }, OutcomeBatch),
  );
  const [outcome] = outcomes;
  if (outcome?.status === 'rejected' && outcome.code !== expected) throw new TypeError(`${command.act.kind} was refused: ${outcome.code}`);
}

export const dispatchOf = (story: Story, index: number, now: number, expiresAt: number): Act => {
  const { recipients = [], sendsAfterMs } = story.dispatches[index] ?? {};
  return {
    kind: 'requestDispatch',
    recipients: recipients.map(({ user, product }) => ({ userId: userName(user), productIds: [productName(product)] })),
    expiresAt,
    ...(sendsAfterMs !== undefined && { sendAt: now + sendsAfterMs }),
  };
};

/** What waits for a person, since the provider refused a server whose clock was wrong, goes on; somebody else may have been faster. */
export async function resumeHeld(line: Line, newId: () => string, now: number): Promise<void> {
  const dispatches = await untilAnswered(line, (url) => pullAll(memberHttp(url, line.owner), 'dispatch'));
  for (const { id, state, hold } of dispatches) {
    if (state !== 'held' || hold?.until !== undefined) continue;
    await carryOut(line, { id: newId(), issuedAt: now, act: { kind: 'resumeDispatch', dispatchId: id } }, 'dispatch.notHeld');
  }
}

/** Servers come and go; whatever was not answered is asked again. A `TypeError` of ours is no accident and ends it. */
async function untilAnswered<T>({ url }: Line, ask: (url: string) => Promise<T>): Promise<T> {
  for (;;) {
    const address = url();
    try {
      if (address !== undefined) return await ask(address);
    } catch (error) {
      if (error instanceof TypeError && error.cause === undefined) throw error; // fetch's own has a cause
    }
    await elapsed(retryMs);
  }
}
