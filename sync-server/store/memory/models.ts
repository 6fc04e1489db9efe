import { byCodeUnit } from '../../../domain/order.ts';
import { sha256Hex } from '../../sha-256.ts';
import type { Models } from '../port/models.ts';
import type { Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

export function modelsOn(workspaces: Workspaces, writer: Writer): Models {
  return {
    async keep(workspace, { kind, madeAt, bytes }) {
      const { models } = workspaces.find(workspace);
      const hash = sha256Hex(bytes);
      await writer.transaction(() => {
        if (!models.open.get(hash)) models.put(hash, { hash, kind, madeAt, bytes: Uint8Array.from(bytes) });
      });
      return hash;
    },
    async read(workspace, hash) {
      const kept = workspaces.find(workspace).models.synced.get(hash);
      return kept && { ...kept, bytes: Uint8Array.from(kept.bytes) };
    },
    async prune(workspace, kind, { newest, named }) {
      const { models } = workspaces.find(workspace);
      return writer.transaction(() => {
        const ofKind = [...models.open.values()].filter((model) => model.kind === kind);
        const byAge = ofKind.sort((a, b) => b.madeAt - a.madeAt || byCodeUnit(a.hash, b.hash));
        const old = byAge.slice(newest).filter(({ hash }) => !named.includes(hash));
        for (const { hash } of old) models.put(hash, undefined);
        return old.length;
      });
    },
  };
}
