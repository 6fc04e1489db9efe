import { sha256Hex } from '../../sha-256.ts';
import type { AuditEntry } from '../port/audit.ts';
import type { Fact } from '../port/fact.ts';
import { auditedAs } from './audited.ts';

/** The last entry of a chain, as far as the next one needs it. */
export type ChainHead = Pick<AuditEntry, 'number' | 'hash'>;

/** Before the first entry. */
export const chainStart: ChainHead = { number: 0, hash: '' };

/** A fact and the checksum of its row, lower-case hex. */
export type WrittenFact = Readonly<{ fact: Fact; checksum: string }>;

/** The number is not in it: an entry that was moved is still known by the one it followed. */
export const hashOf = (
  workspace: string,
  { factId, kind, by, at, checksum }: Omit<AuditEntry, 'number' | 'hash'>,
  previous: string,
): string => sha256Hex(JSON.stringify([workspace, factId, kind, by, at, checksum, previous]));

/** The entries of facts in the order given, behind a head; those that are not audited have none. */
export function entriesOf(workspace: string, head: ChainHead, written: readonly WrittenFact[]): readonly AuditEntry[] {
  const entries: AuditEntry[] = [];
  let { number, hash } = head;
  for (const { fact, checksum } of written) {
    const kind = auditedAs(fact);
    if (kind === undefined) continue;
    const entry = { factId: fact.factId, kind, by: fact.by, at: fact.at, checksum };
    number += 1;
    hash = hashOf(workspace, entry, hash);
    entries.push({ number, ...entry, hash });
  }
  return entries;
}
