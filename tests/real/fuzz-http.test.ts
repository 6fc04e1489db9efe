import { expect, test } from 'vitest';
import { builtProgram } from '../journey/project.ts';
import { runNode } from './run-program.ts';

test('given 1,500 random, changed and hostile HTTP requests at every route, none is answered 5xx and the server goes on', async () => {
  const { exitCode, stdout, stderr } = await runNode(builtProgram('fuzz'), ['http', '--bodies', '1500', '--seed', 'real']);

  const verdict: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
  expect(stderr).toBe('');
  expect(verdict).toMatchObject({
    alive: true,
    bodies: 1_500,
    honestAnswers: 4,
    serverErrors: [],
    held: 0,
    errorsLogged: 0,
    promiseKept: true,
  });
  for (const status of [200, 400, 401, 404, 409, 413, 415]) expect(verdict).toMatchObject({ statuses: { [status]: expect.any(Number) } });
  for (const outcome of ['stored', 'event.schema', 'event.unknownKind'])
    expect(verdict).toMatchObject({ reached: { [outcome]: expect.any(Number) } });
  expect(exitCode).toBe(0);
});
