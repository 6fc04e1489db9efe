import { afterAll, beforeAll, expect, test } from 'vitest';
import { ScoredLead } from '../../contract/lead-api.ts';
import { builtProgram } from '../journey/project.ts';
import { pullAll } from '../simulate/feed.ts';
import { type Ran, runNode } from './run-program.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(() => shop?.close());

const simulate = (...args: readonly string[]) => runNode(builtProgram('simulate'), args, shop.env);

test('given the seed’s story over a real socket, the refusal comes back and the lead shows it; twice, it adds up', async () => {
  const first = await simulate('--scenario', 'seed');
  const afterFirst = await shop.member.get('/v1/leads/39~001', ScoredLead);
  const second = await simulate('--scenario', 'seed');

  expect(first.stdout).toContain('requested   -> refused requestType "0"');
  expect(afterFirst).toMatchObject({ questions: 1, requests: 0, refusals: 1, lastRequest: { requestType: '0' } });
  expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
});

test('given MQTT over WebSocket, the seed’s story is the same', async () => {
  const { exitCode } = await simulate('--scenario', 'seed', '--url', `ws://127.0.0.1:${shop.env.TALKLENS_HTTP_PORT}/mqtt`);

  expect(exitCode).toBe(0);
});

test('given shoppers on five clients, everything said is acknowledged and answered, nothing rejected, and the leads count it', async () => {
  const before = await totals();

  const { exitCode, stdout } = await simulate('--users', '30', '--clients', '5', '--rate', '150', '--seconds', '3', '--seed', 'real');

  const counted = Object.fromEntries([...stdout.matchAll(/^(\w+) +(\d+)/gm)].map(([, name, value]) => [name, Number(value)]));
  expect(exitCode).toBe(0);
  expect(counted).toMatchObject({ sent: 450 + 72, acknowledged: 450 + 72, rejected: 0, unanswered: 0, unreadable: 0 });
  expect(await totals()).toEqual({
    searches: before.searches + Number(counted.accepted),
    questions: before.questions + Number(counted.trained),
    requests: before.requests + Number(counted.approved),
    refusals: before.refusals + Number(counted.refused),
  });
});

test('given no server, the simulator says what is missing and fails', async () => {
  const { exitCode, stderr } = await runNode(builtProgram('simulate'), [], { ...shop.env, TALKLENS_DATA_DIR: `${shop.dataDir}/nowhere` });

  expect(exitCode).toBe(2);
  expect(stderr).toContain('is the server running');
});

test('given a server that has been stopped, the simulator says that it does not answer and fails', async () => {
  const ran: Ran[] = [];

  await shop.restart(async () => {
    ran.push(await simulate('--seconds', '1'));
  });

  expect(ran).toMatchObject([{ exitCode: 2, stderr: expect.stringContaining('the server does not answer') }]);
});

async function totals() {
  const leads = await pullAll(shop.member, 'lead');
  const sum = (name: 'searches' | 'questions' | 'requests' | 'refusals') => leads.reduce((total, lead) => total + lead[name], 0);
  return { searches: sum('searches'), questions: sum('questions'), requests: sum('requests'), refusals: sum('refusals') };
}
