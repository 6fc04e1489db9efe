import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LeadsPage } from '../../../contract/lead-api.ts';
import { connectRaw, type RawConnection } from '../raw-mqtt.ts';
import { routeTable } from './http-table.ts';
import { type Name, principals, topicTable } from './topic-table.ts';
import { bySecret, byToken, openTwoWorkspaces, type TwoWorkspaces, type Workspace } from './two-workspaces.ts';

// I9 over real sockets: what each credential may do, by tables that were written by hand and know nothing of the server's code.

const patiently = { timeout: 15_000 };
let world: TwoWorkspaces;
/** Somebody who is connected and listens all the time. */
let victim: RawConnection;
let tried = 0;

beforeAll(async () => {
  world = await openTwoWorkspaces();
  victim = await connectRaw(world.shop.server().mqttPort, world.victim);
  await victim.subscribe('talklens/v1/shop/victim/down/#');
});

afterAll(async () => {
  process.stdout.write(`access matrix: ${tried} cases\n`);
  victim?.close();
  await world?.shop.close();
});

type Case = Readonly<{ what: string; allowed: boolean; became: boolean }>;

/** Every case is tried; what is wrong is named. */
function expectNoneWrong(cases: readonly Case[]): void {
  tried += cases.length;
  expect(cases.filter(({ allowed, became }) => allowed !== became)).toEqual([]);
}

/** The users that events of allowed cases speak of; no other may be known afterwards. */
const expectedUsers: Record<Workspace, Set<string>> = { shop: new Set(), rival: new Set() };

/** An event whose user names the case, so that it is seen where it ends up. */
function eventOf(topic: string, allowedFor: Name | undefined): string {
  const userId = `case-${randomUUID()}`;
  const isSearch = topic.endsWith('/searched');
  if (allowedFor && isSearch) expectedUsers[allowedFor.startsWith('shop/') ? 'shop' : 'rival'].add(userId);
  return JSON.stringify({ eventId: randomUUID(), occurredAt: Date.now(), chatId: '1', userId, productId: 'product' });
}

const connected = (name: Name) => connectRaw(world.shop.server().mqttPort, world.clients[name]);

async function publishCase(name: Name, topic: string, owner: Name | undefined, retain: boolean): Promise<Case> {
  const allowed = owner === name && !retain;
  const connection = await connected(name);
  const answer = await connection.publish({ topic, payload: eventOf(topic, allowed ? name : undefined), retain });
  connection.close();
  return { what: `${name} publishes ${retain ? 'retained ' : ''}to ${topic}`, allowed, became: answer === 'acknowledged' };
}

async function subscribeCase(name: Name, topic: string, owner: Name | undefined): Promise<Case> {
  const connection = await connected(name);
  const answer = await connection.subscribe(topic);
  connection.close();
  return { what: `${name} subscribes to ${topic}`, allowed: owner === name, became: answer === 'acknowledged' };
}

async function willCase(name: Name, topic: string, owner: Name | undefined): Promise<Case> {
  const allowed = owner === name;
  const payload = eventOf(topic, allowed ? name : undefined);
  const { returnCode, close } = await connectRaw(world.shop.server().mqttPort, world.clients[name], { will: { topic, payload } });
  close();
  return { what: `${name} has a will to ${topic}`, allowed, became: returnCode === 0 };
}

test('given each credential and each topic, publishing, retaining, subscribing and leaving a will are as the table says', async () => {
  const cases: Case[] = [];
  for (const { topic, publish, subscribe } of topicTable) {
    for (const name of principals) {
      cases.push(await publishCase(name, topic, publish, false));
      cases.push(await publishCase(name, topic, publish, true));
      cases.push(await subscribeCase(name, topic, subscribe));
      cases.push(await willCase(name, topic, publish));
    }
  }

  expect(cases.length).toBeGreaterThanOrEqual(200);
  expectNoneWrong(cases);
});

test('given those cases, each workspace knows the users of its own allowed events and no other', async () => {
  for (const workspace of ['shop', 'rival'] as const) {
    const known = async () => {
      const { leads } = await world.members[workspace].get('/v1/leads?limit=1000', LeadsPage);
      return leads.map(({ userId }) => userId).sort();
    };

    await expect.poll(known, patiently).toEqual([...expectedUsers[workspace]].sort());
  }
  expect(expectedUsers.shop.size).toBeGreaterThan(3);
});

const returnCodes = { letIn: 0, identifierRejected: 2, badCredential: 4 } as const;

test('given each user name with each secret and each client id, only its own secret and client id are let in', async () => {
  const { mqttPort } = world.shop.server();
  const secrets = {
    'its own': (name: Name) => world.clients[name].secret,
    "another client's": (name: Name) => world.clients[name === 'shop/other' ? 'shop/chatbot' : 'shop/other'].secret,
    "a member's token": (name: Name) => world.tokens[name.startsWith('shop/') ? 'shop' : 'rival'],
    "the operator's token": () => world.operatorToken,
    none: () => '',
  };
  const clientIds = {
    'its own': (name: Name) => ({ clientId: name, clean: false }),
    'none, clean': () => ({ clientId: '', clean: true }),
    'none, to be remembered': () => ({ clientId: '', clean: false }),
    "the victim's": () => ({ clientId: 'shop/victim', clean: false }),
    "the victim's, clean": () => ({ clientId: 'shop/victim', clean: true }),
  };
  const good = ['its own', 'none, clean'];
  const cases: Case[] = [];
  for (const name of principals) {
    for (const [whose, secretOf] of Object.entries(secrets)) {
      for (const [as, connectAs] of Object.entries(clientIds)) {
        const credential = { ...world.clients[name], secret: secretOf(name) };
        const { returnCode, close } = await connectRaw(mqttPort, credential, connectAs(name));
        close();
        const expected = !good.includes(as)
          ? returnCodes.identifierRejected
          : whose === 'its own'
            ? returnCodes.letIn
            : returnCodes.badCredential;
        cases.push({
          what: `${name} with ${whose} secret and ${as} client id: ${returnCode}`,
          allowed: true,
          became: returnCode === expected,
        });
      }
    }
  }

  expectNoneWrong(cases);
});

test('given a member, by name and token, MQTT is closed to them', async () => {
  const { mqttPort } = world.shop.server();
  const owner = { workspace: 'shop', client: 'owner', secret: world.tokens.shop };
  const { returnCode } = await connectRaw(mqttPort, owner);

  expectNoneWrong([{ what: 'the owner over MQTT', allowed: false, became: returnCode === returnCodes.letIn }]);
});

test('given all of this, the victim is still connected and told its own, and a second connection of its own takes the first over', async () => {
  const { mqttPort } = world.shop.server();
  const say = () => victim.publish({ topic: 'talklens/v1/shop/victim/up/searched', payload: eventOf('/searched', 'shop/chatbot') });

  expect(await say()).toBe('acknowledged');
  const again = await connectRaw(mqttPort, world.victim);
  await again.subscribe('talklens/v1/shop/victim/down/#');

  expect(await victim.subscribe('talklens/v1/shop/victim/down/#')).toBe('closed');
  expect(await again.publish({ topic: 'talklens/v1/shop/victim/up/searched', payload: eventOf('/searched', 'shop/chatbot') })).toBe(
    'acknowledged',
  );
  again.close();
});

test('given each route and each credential, it opens to its own kind and to no other', async () => {
  const { httpUrl } = world.shop.server();
  const wrongSecret = { ...world.clients['shop/chatbot'], secret: 'guessed' };
  const credentials = {
    'a member': { opens: 'member', headers: byToken(world.tokens.shop) },
    'a member of another workspace': { opens: 'member', headers: byToken(world.tokens.rival) },
    'a client': { opens: 'client', headers: bySecret(world.clients['shop/chatbot']) },
    'a client of another workspace': { opens: 'client', headers: bySecret(world.clients['rival/chatbot']) },
    'the operator': { opens: 'operator', headers: byToken(world.operatorToken) },
    'a client with a wrong secret': { opens: 'nothing', headers: bySecret(wrongSecret) },
    "a client's secret as a token": { opens: 'nothing', headers: byToken(world.clients['shop/chatbot'].secret) },
    nobody: { opens: 'nothing', headers: {} },
  };
  const cases: Case[] = [];
  for (const { method, path, opens } of routeTable) {
    for (const [who, credential] of Object.entries(credentials)) {
      const answer = await fetch(`${httpUrl}${path}`, {
        method,
        headers: { ...credential.headers, ...(method !== 'GET' && { 'content-type': 'application/json' }) },
        ...(method !== 'GET' && { body: '{"no":"such body"}' }), // whoever is let in is told so, and nothing happens
      });
      await answer.body?.cancel();
      const became = ![401, 429].includes(answer.status); // too many wrong credentials of an address are answered 429 by and by
      cases.push({ what: `${who}: ${method} ${path}`, allowed: opens === 'anybody' || opens === credential.opens, became });
    }
  }

  expectNoneWrong(cases);
});

test('given a lead of one workspace, a member of the other finds neither it nor its events, and sees none of it in the feed', async () => {
  const [userId = ''] = expectedUsers.shop;
  const ask = async (workspace: Workspace, path: string) => {
    const answer = await fetch(`${world.shop.server().httpUrl}${path}`, { headers: byToken(world.tokens[workspace]) });
    return { status: answer.status, text: await answer.text() };
  };
  const lead = `/v1/leads/${userId}~product`;
  const feed = '/v1/replication/lead?limit=1000';

  expect([(await ask('shop', lead)).status, (await ask('rival', lead)).status, (await ask('rival', `${lead}/events`)).status]).toEqual([
    200, 404, 404,
  ]);
  expect((await ask('shop', feed)).text).toContain(userId);
  expect((await ask('rival', feed)).text).not.toContain(userId);
});
