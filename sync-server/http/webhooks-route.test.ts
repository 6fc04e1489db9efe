import { Writable } from 'node:stream';
import fastify from 'fastify';
import { beforeEach, expect, test } from 'vitest';
import { openLog } from '../log.ts';
import { answerFailures, answerUnrouted } from './http-failure.ts';
import { takeBodiesAsBytes } from './request-body.ts';
import { type WebhookDoor, webhooksRoute } from './webhooks-route.ts';

const secret = 'x'.repeat(43);
const body = '[{"messageId":"m1"}]';

let taken: string[];
let logged: string;
let failures: number;
let answer: () => Promise<boolean>;
beforeEach(() => {
  [taken, logged, failures] = [[], '', 0];
  answer = async () => true;
});

function anApp(door?: Partial<WebhookDoor>) {
  const app = fastify({ logger: false, frameworkErrors: answerUnrouted });
  const screen = new Writable({
    write(chunk, _encoding, done) {
      logged += chunk;
      done();
    },
  });
  answerFailures(app, openLog('trace', screen));
  takeBodiesAsBytes(app);
  const take: WebhookDoor['take'] = async (_headers, bytes) => {
    taken.push(Buffer.from(bytes).toString('utf8'));
    return answer();
  };
  webhooksRoute(app, {
    webhooks: door && { provider: 'solapi', secret, take, ...door },
    countFailure: async () => (++failures > 2 ? 30 : undefined),
  });
  return app;
}

const post = (app: ReturnType<typeof anApp>, path: string, payload: string = body) =>
  app.inject({ method: 'POST', url: `/v1/webhooks/${path}`, headers: { 'content-type': 'application/json' }, payload });

test('given the secret, the body is taken as it came and answered when it is stored', async () => {
  const app = anApp({});

  const response = await post(app, `solapi/${secret}`);

  expect([response.statusCode, taken]).toEqual([200, [body]]);
});

test.each([
  ['another secret', `solapi/${'y'.repeat(43)}`],
  ['none of it', 'solapi/x'],
  ['another provider', `nhn-cloud/${secret}`],
])('given %s, it looks as if there were no such address, and nothing is read', async (_what, path) => {
  const response = await post(anApp({}), path);

  expect([response.statusCode, response.json(), taken]).toEqual([404, { code: 'request.notFound' }, []]);
});

test('given no provider that calls back, an empty secret opens nothing', async () => {
  const app = anApp();

  expect((await post(app, `solapi/${secret}`)).statusCode).toBe(404);
  expect((await post(app, '/')).statusCode).toBe(404);
});

test('given many wrong secrets of one address, it has to wait', async () => {
  const app = anApp({});
  for (let guess = 0; guess < 2; guess += 1) await post(app, 'solapi/guess');

  const response = await post(app, 'solapi/guess');

  expect([response.statusCode, response.headers['retry-after']]).toEqual([429, '30']);
});

test('given a store that fails, it is not answered 200, so that the provider calls again, and no log holds the secret (I11)', async () => {
  const app = anApp({});
  answer = () => Promise.reject(new Error('disk full'));

  const response = await post(app, `solapi/${secret}`);

  expect(response.statusCode).toBe(500);
  expect(logged).toContain('/v1/webhooks/:provider/:secret');
  expect(logged).not.toContain(secret);
});

test('given a body that is not the provider’s, it is refused', async () => {
  answer = async () => false;

  expect((await post(anApp({}), `solapi/${secret}`, '{}')).statusCode).toBe(400);
});

test('given a body that is too large, it is refused before it is taken', async () => {
  const response = await post(anApp({}), `solapi/${secret}`, JSON.stringify('x'.repeat(1024 * 1024)));

  expect([response.statusCode, taken]).toEqual([413, []]);
});
