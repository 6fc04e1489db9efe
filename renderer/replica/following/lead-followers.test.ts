import { Observable } from 'rxjs';
import { afterEach, expect, test } from 'vitest';
import { deskLine } from '../desk-line.ts';
import { anOrigin, type Origin } from '../testing/an-origin.ts';
import { hallName, lineName, presenceName } from './hall.ts';
import { leadFollowers } from './lead-followers.ts';
import type { Channel } from './meeting.ts';

const account = { workspace: 'shop', member: 'owner' };
const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

function aLeader(origin: Origin) {
  const watched = { now: 0 };
  const stream = new Observable(() => {
    watched.now++;
    return () => void watched.now--;
  });
  const served = { call: async (_name: string, args: readonly unknown[], id: string | undefined) => [id, ...args], watch: () => stream };
  const leading = leadFollowers({ meeting: origin.meeting, account, owner: 'A', served });
  endings.push(leading.stop);
  return { leading, watched };
}

async function aFollower(origin: Origin, follower: string) {
  const hall = origin.meeting.open(hallName(account));
  const channel: Channel = origin.meeting.open(lineName('A', follower));
  endings.push(
    () => hall.close(),
    () => channel.close(),
  );
  const leave = await origin.meeting.stay(presenceName(follower));
  const heard: unknown[] = [];
  hall.addEventListener('message', ({ data }) => void heard.push(data));
  hall.postMessage({ kind: 'hello', follower });
  await expect.poll(() => heard, { timeout: 10_000 }).toContainEqual({ kind: 'welcome', owner: 'A', follower });
  return { hall, line: deskLine(channel), leave, heard };
}

test('given a follower whose window is gone, what it watched is let go of, and no one else is', async () => {
  const origin = anOrigin();
  const { watched } = aLeader(origin);
  const first = await aFollower(origin, 'B');
  const second = await aFollower(origin, 'C');
  first.line.watch('leads$', []).subscribe();
  second.line.watch('leads$', []).subscribe();
  await expect.poll(() => watched.now, { timeout: 10_000 }).toBe(2);

  first.leave(); // as its death does

  await expect.poll(() => watched.now, { timeout: 10_000 }).toBe(1);
});

test('given a follower that says hello again, it keeps its line', async () => {
  const origin = anOrigin();
  const { watched } = aLeader(origin);
  const { hall, line, heard } = await aFollower(origin, 'B');
  line.watch('leads$', []).subscribe();
  await expect.poll(() => watched.now, { timeout: 10_000 }).toBe(1);

  hall.postMessage({ kind: 'hello', follower: 'B' });

  await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(2);
  expect(watched.now).toBe(1);
  expect(await line.call('patch', ['x'], 'act')).toEqual(['act', 'x']);
});

test('given a leader that stops, it says so and lets go of everything', async () => {
  const origin = anOrigin();
  const { leading, watched } = aLeader(origin);
  const { line, heard } = await aFollower(origin, 'B');
  line.watch('leads$', []).subscribe();
  await expect.poll(() => watched.now, { timeout: 10_000 }).toBe(1);

  leading.stop();
  endings.splice(endings.indexOf(leading.stop), 1);

  expect(watched.now).toBe(0);
  await expect.poll(() => heard.at(-1), { timeout: 10_000 }).toEqual({ kind: 'left', owner: 'A' });
});
