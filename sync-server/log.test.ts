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
