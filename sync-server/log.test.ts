import { expect, test } from 'vitest';
import { openLog } from './log.ts';

function linesOf(write: (log: ReturnType<typeof openLog>) => void): string {
  const lines: string[] = [];
  write(openLog('trace', { write: (line) => lines.push(line) }));
  return lines.join('');
}

test('given fields that must never be written, the line is written without them (I11)', () => {
  const lines = linesOf((log) =>
    log.child({ room: 'http' }).info({ token: 'secret-1', event: { message: 'secret-2', phone: '010-1234-5678' }, rows: 3 }, 'done'),
  );

  expect(lines).toContain('"rows":3');
  expect(lines).not.toMatch(/secret-|010-1234/);
});

test('given an error that quotes what it choked on, only its kind and place are written (I11)', () => {
  const lines = linesOf((log) => log.error({ err: new SyntaxError('Unexpected token in 010-1234-5678') }, 'failed'));

  expect(lines).toContain('SyntaxError');
  expect(lines).toContain('log.test.ts');
  expect(lines).not.toContain('010-1234');
});

test('given an error of a store, or one that it caused, the line says its code and what caused it, and no words of either (I11)', () => {
  const full = Object.assign(new Error('full of 010-1234-5678'), { code: 'ERR_SQLITE_ERROR', sqliteCodeName: 'SQLITE_FULL' });
  const lost = Object.assign(new Error('secret-1'), { postgresCode: '53100' });
  const thread = new Error('the thread', { cause: new AggregateError([full, lost], 'both') });

  const { err } = JSON.parse(linesOf((log) => log.fatal({ err: thread }, 'ended')));

  expect(err).toMatchObject({ type: 'Error', cause: { type: 'AggregateError', errors: [{ errno: 'SQLITE_FULL' }, { errno: '53100' }] } });
  expect(JSON.stringify(err)).not.toMatch(/secret-|010-1234/);
});
