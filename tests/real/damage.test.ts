import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LeadEvents } from '../../contract/lead-event.ts';
import { aQuestion } from '../../contract/testing/build-event.ts';
import { wholeFeed } from '../crash/inspect.ts';
import { builtProgram } from '../journey/project.ts';
import { openChatClient } from '../simulate/chat-client.ts';
import { until } from '../simulate/pace.ts';
import { type Ran, runNode } from './run-program.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;

const questions = 30;
/** Old enough that no document shows its text any more. */
const position = 5;
const pageBytes = 4_096;
const chatOf = (number: number) => `chat-of-damage-q${number}q`;
const textOf = (number: number) => `text-of-damage-q${number}q`;
const leadPath = '/v1/leads/damage~001/events';

beforeAll(async () => {
  shop = await openShop();
  let acknowledged = 0;
  const client = openChatClient(shop.server().mqttUrl, shop.client, {
    onAcknowledged: () => {
      acknowledged += 1;
    },
    onDown: () => {},
    onUnreadable: () => {},
  });
  await client.ready;
  for (let number = 1; number <= questions; number += 1) {
    client.say(aQuestion({ userId: 'damage', productId: '001', chatId: chatOf(number), message: textOf(number) }));
    await until(() => acknowledged === number);
  }
  const shown = async () => (await shop.member.get(leadPath, LeadEvents).catch(() => undefined))?.events.length;
  await vi.waitFor(async () => expect(await shown()).toBe(questions), { timeout: 30_000 });
  await client.close();
  await shop.restart(async () => copyFileSync(file(), backup()));
});

afterAll(() => shop?.close());

const file = () => join(shop.dataDir, 'talklens.db');
/** The file before anything was damaged. */
const backup = () => `${file()}.backup`;

/** Changes the restored file behind the back of the server wherever it holds the text, while the server is away. */
const damage = (text: string, change: (bytes: Buffer, at: number) => void) =>
  shop.restart(async () => {
    const bytes = readFileSync(backup());
    for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + pageBytes)) change(bytes, at);
    writeFileSync(file(), bytes);
  });

/** One bit of the last letter of a text. */
const flipIn = (text: string) => (bytes: Buffer, at: number) => {
  const last = at + text.length - 1;
  bytes[last] = (bytes[last] as number) ^ 1;
};

const ready = async () => {
  const response = await fetch(`${shop.server().httpUrl}/readyz`);
  return [response.status, ((await response.json()) as { code?: string }).code];
};
const verify = () => runNode(builtProgram('verify'), [], shop.env);
const logged = () => readFileSync(join(shop.dataDir, 'server.log'), 'utf8');

test.each([chatOf(position), textOf(position)])(
  'given one bit of %s that changed on the disk, it is reported and never served',
  async (text) => {
    await damage(text, flipIn(text));

    const asked = await shop.member.get(leadPath, LeadEvents).catch((error: unknown) => error);
    const metrics = await (await fetch(`${shop.server().httpUrl}/metrics`)).text();
    const verified = await verify();

    expect(asked).toMatchObject({ status: 503, code: 'store.damaged' });
    expect(await ready()).toEqual([503, 'store.damaged']);
    expect(metrics).toContain('talklens_damaged_places 1');
    expect([verified.exitCode, verified.stderr]).toEqual([1, '']);
    expect(verified.stdout).toMatch(/^shop: position \d+ is damaged$/m);
    expect(logged()).toMatch(/"workspace":"shop","position":\d+,"msg":"store damaged"/);
    expect(logged()).not.toContain('of-damage');
  },
);

test('given a damaged fact, a rebuild says so and changes nothing', async () => {
  const text = chatOf(position);
  await damage(text, flipIn(text));
  const before = await wholeFeed(shop.member);
  let rebuilt: Ran | undefined;

  await shop.restart(async () => {
    rebuilt = await runNode(builtProgram('rebuild'), [], shop.env);
  });

  expect(rebuilt).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('store.damaged') });
  expect(await wholeFeed(shop.member)).toEqual(before);
});

test('given a page of the file that is not what was written, what hangs on it is not served, and the copy of a backup heals it', async () => {
  await damage(textOf(position), (bytes, at) => bytes.fill(0xff, at - (at % pageBytes), at - (at % pageBytes) + pageBytes));

  const asked = await shop.member.get(leadPath, LeadEvents).catch((error: unknown) => error);
  const malformed = await verify();
  const wasReady = await ready();
  await shop.restart(async () => copyFileSync(backup(), file()));
  const healed = await verify();

  expect(asked).toMatchObject({ status: 503, code: 'store.damaged' });
  expect(wasReady).toEqual([503, 'store.damaged']);
  expect([malformed.exitCode, malformed.stderr]).toEqual([1, '']);
  expect(malformed.stdout).toMatch(/^shop: positions? .* (is|are) unreadable$/m);
  expect(malformed.stdout).toMatch(/^file: /m);
  expect([healed.exitCode, await ready()]).toEqual([0, [200, undefined]]);
  expect((await shop.member.get(leadPath, LeadEvents)).events).toHaveLength(questions);
});
