import { expect, test } from 'vitest';
import { builtProgram } from '../journey/project.ts';
import { runNode } from './run-program.ts';

const kept = { sent_twice: 0, forgotten: 0, after_optout: 0, in_night: 0, over_cap: 0, denied: 0, audit: 'whole' };

async function torture(...options: readonly string[]) {
  const { exitCode, stdout, stderr } = await runNode(builtProgram('torture'), options);
  const verdict: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
  return { exitCode, stderr, verdict };
}

test('given a provider that misbehaves, a server killed between its steps, wrong clocks and opt-outs, nobody gets anything twice, at night or against their word, and nothing is forgotten (I7, I8)', async () => {
  const { exitCode, stderr, verdict } = await torture('--items', '120', '--lives', '4', '--seed', 'real');

  expect(stderr).toBe('');
  expect(verdict).toMatchObject({ items: 120, ...kept });
  expect(verdict).toMatchObject({ shown: expect.toSatisfy((shown: number) => shown > 0) });
  expect(exitCode).toBe(0);
}, 240_000);
