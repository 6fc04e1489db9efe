import { createHash, createHmac } from 'node:crypto';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { PersonalPart } from '../port/fact.ts';

/** A row of the log without its checksum; `body` and `marks` are JSON text. */
export type FactRow = Readonly<{
  position: number;
  factId: string;
  kind: string;
  at: number;
  receivedAt: number;
  clamped: number;
  author: string;
  digest: string;
  body: string;
  marks: string;
}>;

/**
 * Stands for a personal part in the checksum: HMAC-SHA-256 under the part's own salt. Once the part and its salt are erased, it
 * tells nothing about them, and the row can still be checked (DESIGN 2.2).
 */
export const markOf = (salt: Uint8Array, part: PersonalPart): string =>
  createHmac('sha256', salt).update(canonicalJson(part)).digest('hex');

/** Over everything the row says, its place included, so that neither a byte nor two rows can change unseen. */
export const checksumOf = (workspace: string, row: FactRow): Uint8Array =>
  createHash('sha256')
    .update(
      JSON.stringify([
        workspace,
        row.position,
        row.factId,
        row.kind,
        row.at,
        row.receivedAt,
        row.clamped,
        row.author,
        row.digest,
        row.body,
        row.marks,
      ]),
    )
    .digest();
