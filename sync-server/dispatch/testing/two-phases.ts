import { expect } from 'vitest';
import type { Batch, SendAdapter } from '../send-adapter.ts';

/** A provider of two phases that keeps what it prepared, and sends only that; `discarded` are its names of batches that it was told to forget. */
export function twoPhases(sandbox: SendAdapter): Readonly<{ adapter: SendAdapter; prepared: Batch[]; discarded: (string | undefined)[] }> {
  const prepared: Batch[] = [];
  const discarded: (string | undefined)[] = [];
  const adapter: SendAdapter = {
    ...sandbox,
    capabilities: { ...sandbox.capabilities, twoPhase: true },
    async prepare(batch) {
      prepared.push(batch);
      return { kind: 'prepared', providerBatchId: `group ${prepared.length}` };
    },
    async discard({ providerBatchId }) {
      discarded.push(providerBatchId);
    },
    async commit(batch) {
      expect(batch.items).toEqual(prepared.at(-1)?.items);
      return sandbox.commit(batch);
    },
  };
  return { adapter, prepared, discarded };
}
