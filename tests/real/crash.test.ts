import { expect, test } from 'vitest';
import { program } from './built-programs.ts';
import { runNode } from './run-program.ts';

test('given kills -9 under load, half of them at a moment of commit, fold or outbox, nothing acknowledged is lost, nothing is doubled, and a rebuild changes nothing (I1, I2, I6, I7)', async () => {
  const { exitCode, stdout, stderr } = await runNode(program('crash'), ['--kills', '6', '--seed', 'real', '--rate', '200']);

  const verdict: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
  expect(stderr).toBe('');
  expect(verdict).toMatchObject({
    kills: 6,
    missed: 0,
    lost: 0,
    doubled: 0,
    unanswered: 0,
    commandsLost: 0,
    commandsDoubled: 0,
    differing: 0,
  });
  expect(verdict).toMatchObject({ acked: expect.toSatisfy((acked: number) => acked > 100) });
  expect(exitCode).toBe(0);
});
