import { expect, test } from 'vitest';
import { builtProgram } from '../journey/project.ts';
import { runNode } from './run-program.ts';

test('given two thousand random and broken MQTT sessions, the server lives, logs no error and answers an honest client each time', async () => {
  const { exitCode, stdout, stderr } = await runNode(builtProgram('fuzz'), ['mqtt', '--sessions', '2000', '--seed', 'real']);

  const verdict: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
  expect(stderr).toBe('');
  expect(verdict).toMatchObject({ alive: true, sessions: 2_000, honestAnswers: 4, errorsLogged: 0, promiseKept: true });
  const reached = ['stored', 'event.schema', 'door.protocol', 'door.credential']; // rarer ones depend on who takes over whom
  expect(verdict).toMatchObject({ reached: Object.fromEntries(reached.map((what) => [what, expect.any(Number)])) });
  expect(exitCode).toBe(0);
});
