import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StartFailure } from './config.ts';
import { withKeysFile } from './keys-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talklens-keys-'));
  path = join(folder, 'keys');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function keep(text: string, mode = 0o600): void {
  writeFileSync(path, text);
  chmodSync(path, mode);
}

const read = (env: Record<string, string> = {}) => withKeysFile({ TALKLENS_SENDER_KEYS_FILE: path, ...env });

function failureOf(work: () => unknown): StartFailure {
  try {
    work();
  } catch (error) {
    if (error instanceof StartFailure) return error;
  }
  throw new Error('it was read');
}

test('given a file that only its owner can read, its lines fill up the environment, which wins', () => {
  keep('# keys of the shop\nTALKLENS_SOLAPI_API_KEY = key-1\n\nTALKLENS_SOLAPI_API_SECRET=a=b#c\r\n');

  expect(read({ TALKLENS_SOLAPI_API_KEY: 'key-2' })).toMatchObject({
    TALKLENS_SOLAPI_API_KEY: 'key-2',
    TALKLENS_SOLAPI_API_SECRET: 'a=b#c',
  });
});

test.skipIf(process.platform === 'win32').each([0o640, 0o604, 0o666])(
  'given a file that others can read, nothing of it is used',
  (mode) => {
    keep('TALKLENS_SOLAPI_API_KEY=key-1\n', mode);

    expect(failureOf(read)).toMatchObject({ code: 'config.invalid', detail: 'TALKLENS_SENDER_KEYS_FILE' });
  },
);

test('given no such file, or a line that is no assignment, the place is named and never what stands there', () => {
  expect(failureOf(read)).toMatchObject({ detail: 'TALKLENS_SENDER_KEYS_FILE' });

  keep('TALKLENS_SOLAPI_API_KEY=key-1\nsecret-1\n');
  const failure = failureOf(read);

  expect(failure.detail).toBe('TALKLENS_SENDER_KEYS_FILE, line 2');
  expect(failure.message).not.toContain('secret-1');
});

test('given no such variable, the environment is as it was', () => {
  const env = { TALKLENS_HTTP_PORT: '1' };

  expect(withKeysFile(env)).toBe(env);
});
