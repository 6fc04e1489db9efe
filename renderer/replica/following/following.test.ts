import 'fake-indexeddb/auto';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, expect, test } from 'vitest';
import { aLead } from '../../../contract/testing/build-document.ts';
import { withoutAdvertisement } from '../quiet-console.ts';
import type { RunningDesk } from '../start-desk.ts';
import type { Surroundings } from '../surroundings.ts';
import { createDesks, everyLeadQuery, someSurroundings, until, untilRow, untilStatus } from '../testing/a-desk.ts';
import { aServer, contacted, oneLead, type ShopServer } from '../testing/a-server.ts';
import { anOrigin, type Origin } from '../testing/an-origin.ts';
import { faultyStorage } from '../testing/faulty-storage.ts';
import { untilAborted } from '../testing/until-aborted.ts';
import { waitFor } from '../wait-for.ts';

// Windows of one origin, on real channels: one owns the replica, the others follow it.

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

/** Back-offs are short; how long an owner may be silent, and how often a follower is asked for its credential, stay what they are. */
const patient: Surroundings['wait'] = (ms, signal) => waitFor(ms === 500 ? 20 : ms > 30_000 ? ms : Math.min(ms, 20), signal);

const aWindow = (server: ShopServer, origin: Origin, change: Partial<Surroundings> = {}) =>
  desks.start(someSurroundings(server.fetch, { lock: origin.lock, meeting: origin.meeting, wait: patient, ...change }));

const untilFollowing = (desk: RunningDesk) =>
  until(desk.status$, ({ follows, connection }) => follows === true && connection === 'connected');
const untilOwning = (desk: RunningDesk) => until(desk.status$, ({ follows, connection }) => !follows && connection === 'connected');

async function twoWindows() {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const origin = anOrigin();
  const owner = aWindow(server, origin);
  await untilOwning(owner);
  const follower = aWindow(server, origin);
  await untilFollowing(follower);
  return { server, origin, owner, follower };
}

const patches = (server: ShopServer) => server.requests.filter((path) => path === '/v1/commands').length;

test('given a second window, it follows the first: shows the same, live, and pulls nothing itself', async () => {
  const { server, follower } = await twoWindows();
  expect(await untilRow(follower, '39~001', () => true)).toMatchObject({ status: 'new' });
  const streams = server.streams.size;

  server.write([['lead', aLead({ searches: 9 })]]);

  expect(await untilRow(follower, '39~001', ({ searches }) => searches === 9)).toBeDefined();
  expect(streams).toBe(1);
});

test('given a patch and its undo in the follower, the owner does both, and both windows show them', async () => {
  const { server, owner, follower } = await twoWindows();

  const done = await follower.patch(oneLead, contacted);
  await untilRow(owner, '39~001', ({ status, pending }) => status === 'contacted' && !pending);
  await untilRow(follower, '39~001', ({ status, pending }) => status === 'contacted' && !pending);
  await follower.undo(done);

  expect(done).toMatchObject({ leads: 1 });
  await expect.poll(() => server.applied.length, { timeout: 10_000 }).toBe(2);
});

test('given the owner closes, the follower owns the replica, keeps its streams, and shows what was done meanwhile', async () => {
  const { server, owner, follower } = await twoWindows();
  const shown: number[] = [];
  const watching = follower.leads$(everyLeadQuery).subscribe(({ rows }) => void shown.push(rows.length));
  await expect.poll(() => shown, { timeout: 10_000 }).toContain(1);

  await desks.stop(owner);
  await untilOwning(follower);
  server.write([['lead', aLead({ id: '40~001', userId: '40' })]]);

  await expect.poll(() => shown.at(-1), { timeout: 10_000 }).toBe(2);
  expect(shown).not.toContain(0); // nothing that was on the screen ever left it
  watching.unsubscribe();
});

test('given three windows whose owner closes, one of the two owns and the other follows it', async () => {
  const { server, origin, owner, follower } = await twoWindows();
  const third = aWindow(server, origin);
  await untilFollowing(third);

  await desks.stop(owner);

  await untilOwning(follower);
  await untilFollowing(third);
  await third.patch(oneLead, contacted);
  expect(await untilRow(follower, '39~001', ({ status, pending }) => status === 'contacted' && !pending)).toBeDefined();
});

test('given an owner that stores an act and dies before it answers, the next owner does not do it again, and answers (I6)', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const origin = anOrigin();
  const { dead, die, ...mortal } = origin.mortal();
  const storage = faultyStorage(
    getRxStorageDexie(),
    async () => (dead() ? 'lost' : undefined),
    'dying',
    ({ collection }) => {
      if (collection === 'command') die(); // it is in the store, and nobody hears of it
    },
  );
  const owner = aWindow(
    server,
    { ...origin, ...mortal },
    { storage, fetch: (path, init) => (dead() ? untilAborted(init.signal) : server.fetch(path, init)) },
  );
  await untilOwning(owner);
  const follower = aWindow(server, origin);
  await untilFollowing(follower);

  const asked = follower.patch(oneLead, contacted);
  await expect.poll(dead, { timeout: 10_000 }).toBe(true);
  await desks.stop(owner); // nothing is written or said any more: this only gives its collections back, of which a process may have few

  expect(await asked).toMatchObject({ leads: 1 });
  await untilOwning(follower);
  await untilRow(follower, '39~001', ({ status, pending }) => status === 'contacted' && !pending);
  expect(server.applied).toHaveLength(1);
  expect(patches(server)).toBe(1);
});

test('given an owner that dies before it heard of an act, the next owner does it once (I6)', async () => {
  const { server, owner, follower } = await twoWindows();

  const closing = desks.stop(owner);
  const asked = follower.patch(oneLead, contacted);
  await closing;

  expect(await asked).toMatchObject({ leads: 1 });
  await untilRow(follower, '39~001', ({ status, pending }) => status === 'contacted' && !pending);
  expect(server.applied).toHaveLength(1);
});

test('given a window signed in as somebody else, it follows nobody, shows nothing, and acts as nobody (I9)', async () => {
  const { server, origin } = await twoWindows();
  const hers: Surroundings['fetch'] = async (path, init) =>
    path === '/v1/me'
      ? Response.json({ workspace: server.workspace, member: 'mina', protocol: 1, version: '0', now: Date.now() })
      : server.fetch(path, init);

  const other = aWindow(server, origin, { fetch: hers });
  const seen: unknown[] = [];
  const watching = other.leads$(everyLeadQuery).subscribe((page) => void seen.push(page));

  expect(await untilStatus(other, 'openElsewhere')).toMatchObject({ code: 'replica.openElsewhere', waiting: 0 });
  await expect(other.patch(oneLead, contacted)).rejects.toMatchObject({ code: 'replica.openElsewhere' });
  expect(seen).toEqual([]);
  watching.unsubscribe();
});

test('given a follower whose credential is refused, it shows and does nothing any more, whatever its owner may (I9)', async () => {
  const { server, origin } = await twoWindows();
  let revoked = false;
  const mine: Surroundings['fetch'] = async (path, init) =>
    path === '/v1/me' && revoked ? Response.json({ code: 'auth.invalid' }, { status: 401 }) : server.fetch(path, init);
  const window = aWindow(server, origin, { fetch: mine });
  await untilFollowing(window);

  revoked = true;
  await window.signIn('revoked');

  expect(await untilStatus(window, 'signedOut')).toMatchObject({ code: 'auth.invalid' });
  await expect(window.patch(oneLead, contacted)).rejects.toMatchObject({ code: 'auth.invalid' });
});

test('given an owner that is signed out, a follower that is not takes the replica over, and nothing is lost', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const origin = anOrigin();
  let revoked = false;
  const revocable: Surroundings['fetch'] = async (path, init) =>
    revoked ? Response.json({ code: 'auth.invalid' }, { status: 401 }) : server.fetch(path, init);
  const owner = aWindow(server, origin, { fetch: revocable });
  await untilOwning(owner);
  const follower = aWindow(server, origin);
  await untilFollowing(follower);

  revoked = true;
  server.hangUp();

  await untilOwning(follower);
  await untilStatus(owner, 'signedOut');
  await follower.patch(oneLead, contacted);
  expect(await untilRow(follower, '39~001', ({ status, pending }) => status === 'contacted' && !pending)).toBeDefined();
});

test('given an owner that does not answer, the second window says so and takes over when it is told to', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const origin = anOrigin();
  const deaf = { ...origin, meeting: anOrigin().meeting };
  const owner = aWindow(server, deaf);
  await untilOwning(owner);
  const second = aWindow(server, origin);
  await untilStatus(second, 'openElsewhere');

  await second.takeOver();

  await untilOwning(second);
  await untilStatus(owner, 'openElsewhere');
  await second.patch(oneLead, contacted);
  expect(await untilRow(second, '39~001', ({ status, pending }) => status === 'contacted' && !pending)).toBeDefined();
});
