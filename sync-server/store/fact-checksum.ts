import { hmacSha256Hex, sha256 } from '../sha-256.ts';

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
 * tells nothing about them, and the row can still be checked. `part` is canonical JSON.
 */
export const markOf = (salt: Uint8Array, person: string, part: string): string => hmacSha256Hex(salt, `${JSON.stringify(person)}\n${part}`);

/** Over everything the row says, its place included, so that neither a byte nor two rows can change unseen. JSON text has no line break. */
export function checksumOf(workspace: string, row: FactRow): Uint8Array {
  const { position, factId, kind, at, receivedAt, clamped, author, digest, body, marks } = row;
  const place = JSON.stringify([workspace, position, factId, kind, at, receivedAt, clamped, author, digest]);
  return sha256(`${place}\n${body}\n${marks}`);
}
