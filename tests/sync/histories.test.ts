import { describe, expect, test } from 'vitest';
import { playHistories } from '../histories/play.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { projectRoot } from '../journey/project.ts';
import { chromiumPart } from '../journey/start-chromium.ts';

// Real desks over a network that loses, against the built server, which is killed now and then.

const inThreads = 180;
const inChromium = 20;

test(`given ${inThreads} histories of desks in Node, every replica ends equal to the server, and no change is lost (I5, I6)`, async () => {
  await expectIdentical({ count: inThreads, from: 1, width: 3 });
});

const chromium = chromiumPart();

describe.skipIf(isLeftOut([chromium], 'histories of desks in Chromium'))('in Chromium', () => {
  test(`given ${inChromium} histories of desks on IndexedDB, every replica ends equal to the server, and no change is lost (I5, I6)`, async () => {
    await expectIdentical({ count: inChromium, from: 1, width: 2, chromium: present(chromium) });
  });
});

async function expectIdentical(play: Omit<Parameters<typeof playHistories>[0], 'projectRoot'>): Promise<void> {
  const { verdicts } = await playHistories({ projectRoot, ...play });

  expect(verdicts).toHaveLength(play.count);
  expect(verdicts.filter(({ faults }) => faults.length > 0)).toEqual([]);
  expect(verdicts.reduce((sum, { commands }) => sum + commands, 0)).toBeGreaterThan(play.count);
}
