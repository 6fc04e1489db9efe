import { expect, test } from 'vitest';
import { builtProgram } from '../journey/project.ts';
import { missingPostgres } from '../postgres/cluster.ts';
import { runNode } from './run-program.ts';

const kept = { missed: 0, lost: 0, doubled: 0, unanswered: 0, commandsLost: 0, commandsDoubled: 0, differing: 0 };

async function crash(...options: readonly string[]) {
  const { exitCode, stdout, stderr } = await runNode(builtProgram('crash'), [...options, '--rate', '200']);
  const verdict: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
  return { exitCode, stderr, verdict };
}

test('given kills -9 under load, half of them at a moment of commit, fold or outbox, nothing acknowledged is lost, nothing is doubled, and a rebuild changes nothing (I1, I2, I6, I7)', async () => {
  const { exitCode, stderr, verdict } = await crash('--kills', '6', '--seed', 'real');

  expect(stderr).toBe('');
  expect(verdict).toMatchObject({ kills: 6, ...kept });
  expect(verdict).toMatchObject({ acked: expect.toSatisfy((acked: number) => acked > 100) });
  expect(exitCode).toBe(0);
}, 300_000);

test.skipIf(missingPostgres())(
  'given PostgreSQL and kills of the server and of that one, the same holds (I1, I2, I6, I7)',
  async () => {
    const { exitCode, stderr, verdict } = await crash('--kills', '2', '--seed', 'b', '--store', 'postgres');

    expect(stderr).toBe('');
    expect(verdict).toMatchObject({ kills: 2, store: 'postgres', ...kept, met: { postmaster: 1 } });
    expect(exitCode).toBe(0);
  },
  300_000,
);
