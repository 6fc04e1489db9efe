import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import { sha256Hex } from '../../sha-256.ts';
import { isAudited } from '../audit/audited.ts';
import { chainStart, entriesOf } from '../audit/chain.ts';
import type { Audit } from '../port/audit.ts';
import type { Fact } from '../port/fact.ts';
import type { Tables } from './disk.ts';
import { count, countersOf, type Workspaces } from './workspaces.ts';

/** Rows of this store have no checksum of their own. It stands for what outlives an erasure, so personal parts are not in it. */
const checksumOf = ({ personal: _personal, ...row }: Fact): string => sha256Hex(canonicalJson(row));

/** In the transaction that writes the fact. */
export function chain(tables: Tables, fact: Fact): void {
  if (!isAudited(fact)) return;
  const { audited } = countersOf(tables, 'open');
  const head = tables.audit.open.get(audited) ?? chainStart;
  for (const entry of entriesOf(tables.workspace, head, [{ fact, checksum: checksumOf(fact) }])) {
    tables.audit.put(entry.number, entry);
    count(tables, { audited: entry.number });
  }
}

export function auditOn({ find }: Workspaces): Audit {
  return {
    async read(name, afterNumber, limit) {
      const tables = find(name);
      const last = Math.min(countersOf(tables, 'synced').audited, afterNumber + limit);
      const numbers = Array.from({ length: Math.max(last - afterNumber, 0) }, (_, index) => afterNumber + 1 + index);
      return numbers.flatMap((number) => tables.audit.synced.get(number) ?? []);
    },
    async checksums(name, factIds) {
      const tables = find(name);
      const found = factIds.flatMap((factId) => {
        const position = tables.positions.synced.get(factId);
        const row = position === undefined ? undefined : tables.facts.synced.get(position);
        if (row === undefined) return [];
        const { position: _position, ...fact } = JSON.parse(row);
        return [[factId, checksumOf(fact)] as const];
      });
      return new Map(found);
    },
  };
}
