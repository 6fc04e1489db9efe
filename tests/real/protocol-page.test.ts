import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DownMessage, DownPage, downKinds } from '../../contract/down-message.ts';
import { EventReceipt } from '../../contract/ingest.ts';
import { UpEvent, upKinds } from '../../contract/up-event.ts';
import { examplesOf } from './page-examples.ts';
import { run } from './run-program.ts';
import { openShop, type Shop } from './shop.ts';

const examples = examplesOf('docs/protocol.md');
const labelled = (language: string, label: string) =>
  examples.filter((example) => example.language === language && example.label === label);
const jsonOf = (label: string): object => JSON.parse(labelled('json', label)[0]?.text ?? 'null');

describe('the JSON on the page', () => {
  test.each(upKinds)('given the example of %s, the contract takes it as it is', (kind) => {
    const body = { kind, ...jsonOf(`up/${kind}`) };

    expect(UpEvent.parse(body)).toEqual(body);
  });

  test.each(downKinds)('given the example of %s, the contract takes it as it is', (kind) => {
    const body = { kind, ...jsonOf(`down/${kind}`) };

    expect(DownMessage.parse(body)).toEqual(body);
  });

  test('given the HTTP answers, the contract takes them', () => {
    expect(EventReceipt.parse(jsonOf('http/receipt')).items).toHaveLength(1);
    expect(DownPage.parse(jsonOf('http/down')).messages).toHaveLength(1);
  });

  test('given all blocks of the page, each is one that a test takes', () => {
    const taken = ['sh setup', 'sh publish', 'sh subscribe', 'sh http', 'json http/receipt', 'json http/down'];
    const known = [...taken, ...upKinds.map((kind) => `json up/${kind}`), ...downKinds.map((kind) => `json down/${kind}`)];

    expect(examples.map(({ language, label }) => `${language} ${label}`).filter((name) => !known.includes(name))).toEqual([]);
  });
});

const installed = (program: string) => spawnSync(program, ['--help']).error === undefined;
const missing = ['mosquitto_pub', 'mosquitto_sub', 'curl'].filter((program) => !installed(program));
const inCi = process.env.CI === 'true';
if (missing.length > 0) console.warn(`docs/protocol.md is not run: ${missing.join(', ')} not installed (Debian: mosquitto-clients, curl)`);

describe.skipIf(missing.length > 0 && !inCi)('the commands on the page, against a real server', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await openShop();
  });

  afterAll(() => shop?.close());

  /** Runs blocks in one shell, after the page's own variables have been given this server's values. */
  const shell = (label: string, index = 0) => {
    const { workspace, client, secret } = shop.client;
    const variables = { HOST: '127.0.0.1', CLIENT: `${workspace}/${client}`, SECRET: secret };
    const ports = { PORT: shop.env.TALKLENS_MQTT_PORT ?? '', HTTP_PORT: shop.env.TALKLENS_HTTP_PORT ?? '' };
    return run('bash', ['-euc', labelled('sh', label)[index]?.text ?? 'exit 99'], { ...variables, ...ports });
  };

  test('given the variables of the page, they are those that the commands use', () => {
    const set = [...(labelled('sh', 'setup')[0]?.text ?? '').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    const used = labelled('sh', 'publish').concat(labelled('sh', 'subscribe'), labelled('sh', 'http'));

    const names = new Set(used.flatMap(({ text }) => [...text.matchAll(/\$([A-Z_]+)/g)].map(([, name]) => name)));
    expect([...names].filter((name) => !set.includes(name))).toEqual([]);
  });

  test('given the three publications, the subscription prints accepted, trained and refused with requestType "0"', async () => {
    const published = await shell('publish');
    const subscribed = await shell('subscribe');

    expect([published.stderr, published.exitCode, subscribed.exitCode]).toEqual(['', 0, 0]);
    const lines = subscribed.stdout.trim().split('\n');
    expect(lines.map((line) => line.split(' ')[0]?.split('/').at(-1))).toEqual(['accepted', 'trained', 'refused']);
    expect(lines[2]).toContain('"requestType":"0"');
  });

  test('given the two requests over HTTP, the first is answered as on the page and the second brings the answer', async () => {
    const stored = await shell('http', 0);

    expect(JSON.parse(stored.stdout)).toEqual(jsonOf('http/receipt'));
    const answers = async () => DownPage.parse(JSON.parse((await shell('http', 1)).stdout)).messages;
    await expect
      .poll(answers, { timeout: 15_000 })
      .toContainEqual(expect.objectContaining({ kind: 'accepted', chatId: '2', productId: '005' }));
  });
});
