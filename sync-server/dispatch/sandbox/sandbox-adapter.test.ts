import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLedger } from './ledger.ts';
import { sandboxContract } from './sandbox-contract.ts';

sandboxContract(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'talklens-ledger-'));
  const path = join(folder, 'sandbox-ledger.db');
  let ledger = openLedger(path);
  return {
    ledger,
    async restart() {
      ledger.close();
      ledger = openLedger(path);
      return ledger;
    },
    async dispose() {
      ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

test('given its file, only its owner may read it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'talklens-ledger-'));
  const path = join(folder, 'sandbox-ledger.db');
  openLedger(path).close();

  expect(statSync(path).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true, force: true });
});
