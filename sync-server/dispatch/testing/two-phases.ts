import { expect } from 'vitest';
import type { Batch, SendAdapter } from '../send-adapter.ts';

/** A provider of two phases that keeps what it prepared, and sends only that. */
export function twoPhases(sandbox: SendAdapter): Readonly<{ adapter: SendAdapter; prepared: Batch[] }> {
  const prepared: Batch[] = [];
  const adapter: SendAdapter = {
    ...sandbox,
    capabilities: { ...sandbox.capabilities, twoPhase: true },
    async prepare(batch) {
      prepared.push(batch);
      return { kind: 'prepared', providerBatchId: `group ${prepared.length}` };
    },
    async commit(batch) {
      expect(batch.items).toEqual(prepared.at(-1)?.items);
      return sandbox.commit(batch);
    },
  };
  return { adapter, prepared };
}
