import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { readListeningLine } from './listening-line.ts';

test('given other output around it, finds where the server listens', async () => {
  const output = new PassThrough();
  const listening = readListeningLine(output);

  output.write('Debugger listening\n{"event":"other"}\n{"event":"listening","httpPort":8420,');
  output.end('"mqttPort":1883,"code":"abc"}\nmore\n');

  expect(await listening).toEqual({ event: 'listening', httpPort: 8420, mqttPort: 1883, code: 'abc' });
});

test('given a program that ends without it, says that there is none', async () => {
  const output = new PassThrough();
  const listening = readListeningLine(output);

  output.end('no port was free\n');

  expect(await listening).toBeUndefined();
});
