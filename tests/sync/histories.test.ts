import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { playHistories } from '../histories/play.ts';
import { builtProgram } from '../journey/project.ts';

// Real desks with RxDB in threads of their own, over a network that loses, against the built server, which is killed now and then.

const histories = 200;

test(`given ${histories} histories, every replica ends equal to the server, byte for byte, and no change is lost (I5, I6)`, async () => {
  const { verdicts } = await playHistories({ programs: dirname(builtProgram('server')), count: histories, from: 1, width: 3 });

  expect(verdicts).toHaveLength(histories);
  expect(verdicts.filter(({ faults }) => faults.length > 0)).toEqual([]);
  expect(verdicts.reduce((sum, { commands }) => sum + commands, 0)).toBeGreaterThan(histories);
});
