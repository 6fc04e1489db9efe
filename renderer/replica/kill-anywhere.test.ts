import { afterEach, expect, test } from 'vitest';
import { withoutAdvertisement } from './quiet-console.ts';
import type { RunningDesk } from './start-desk.ts';
import { createDesks, everyLeadQuery, serverDocuments, storedDocuments, until, untilEqual } from './testing/a-desk.ts';
import { aServer, type ShopServer } from './testing/a-server.ts';
import { aMachine, type Machine, overwrittenInTheEnd, type Seen, story, swept } from './testing/kill-story.ts';

// A kill between any two writes of the worker loses nothing and shows nothing false after the start. A few places by chance here;
// every one of them with TALKLENS_KILLS=all, the n-th alone with TALKLENS_KILLS=n.

console.warn = withoutAdvertisement(console.warn);

/** Kills in an ordinary run: each takes about two seconds. */
const sampled = 5;
const allKillsMs = 3_600_000;

const desks = createDesks();
afterEach(() => desks.stopAll());

/** Plays the story until its end or the kill; what is left for the server to do is done after it. */
async function play(server: ShopServer, machine: Machine): Promise<Readonly<{ seen: Seen; rest: () => void }>> {
  const seen: Seen = { patched: new Map(), overwritten: new Set(), killed: machine.killed };
  let desk = desks.start(machine.victim());
  for (const [at, step] of story.entries()) {
    if (step.restart) {
      await desks.stop(desk);
      machine.pass(step.restart);
      desk = desks.start(machine.victim());
    }
    step.server?.(server);
    await orKilled(machine, step.desk?.(desk, seen));
    if (machine.killed()) {
      await desks.stop(desk); // nothing is written any more: this only gives its collections back
      return { seen, rest: () => story.slice(at + 1).forEach(({ server: does }) => void does?.(server)) };
    }
  }
  await desks.stop(desk);
  return { seen, rest: () => undefined };
}

async function orKilled(machine: Machine, work: Promise<unknown> | undefined): Promise<void> {
  let over = false;
  const done = Promise.resolve(work).then(
    () => {
      over = true;
    },
    () => undefined, // whatever it asked for died with it
  );
  await expect.poll(() => over || machine.killed(), { timeout: 20_000, interval: 5 }).toBe(true);
  if (!machine.killed()) await done;
}

/** What a marketer sees who opens the desk again without a server. */
async function expectNothingFalse(desk: RunningDesk, { patched, overwritten }: Seen): Promise<void> {
  const { workspace, incomplete } = await until(desk.status$, ({ connection }) => connection === 'offline');
  if (!workspace) return; // killed before anything was there
  const { rows } = await until(desk.leads$(everyLeadQuery), () => true);
  const status = new Map(rows.map((row) => [row.userId, row.status]));
  for (const [user, to] of patched) expect([user, status.get(user)]).toEqual([user, to]); // stored acts are shown
  if (!incomplete) for (const user of overwritten) expect([user, status.get(user)]).toEqual([user, 'won']); // settled ones are not shown again
  const left = swept.filter((user) => status.has(user)).length;
  if (!incomplete) expect([0, swept.length - 1, swept.length]).toContain(left); // all of the sweep, or none of it; one was deleted before
}

async function killAt(killedAt: number): Promise<number> {
  const server = aServer();
  const machine = aMachine(server, killedAt);
  const { seen, rest } = await play(server, machine);

  const offline = desks.start(machine.next(false));
  await expectNothingFalse(offline, seen);
  await desks.stop(offline);
  rest();
  const online = desks.start(machine.next(true));
  await until(online.status$, ({ connection, waiting }) => connection === 'connected' && waiting === 0);
  await untilEqual(online, server);
  seen.patched.delete(overwrittenInTheEnd);
  for (const [user, to] of seen.patched)
    await until(online.leads$(everyLeadQuery), ({ rows }) => rows.some((row) => row.userId === user && row.status === to));
  await desks.stop(online);

  expect(await storedDocuments(machine.storage, server.workspace)).toEqual(serverDocuments(server));
  return machine.writes();
}

/** The tests run in Node; the replica's types are a worker's. */
declare const process: Readonly<{ env: Readonly<Record<string, string | undefined>> }>;

/** `all`, or one place; some by chance without. */
const asked = process.env.TALKLENS_KILLS;
const all = asked === 'all';

function placesIn(writes: number): readonly number[] {
  if (asked && !all) return [Number(asked)];
  const step = all ? 1 : Math.max(1, Math.floor(writes / sampled));
  const from = all ? 1 : 1 + Math.floor(Math.random() * step);
  return Array.from({ length: Math.ceil((writes - from + 1) / step) }, (_, i) => from + i * step);
}

test(
  'given a desk that is killed before any write of its worker, the next one starts true and ends equal to the server, with every command (I5, I6)',
  async () => {
    const writes = await killAt(0);

    for (const killedAt of placesIn(writes)) {
      if (all) console.info(`killed before write ${killedAt} of ${writes}`);
      await killAt(killedAt).catch((error: unknown) => {
        throw new Error(`killed before write ${killedAt} of ${writes}`, { cause: error });
      });
    }

    expect(writes).toBeGreaterThan(40);
  },
  all ? allKillsMs : 120_000,
);
