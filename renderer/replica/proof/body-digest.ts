import { documentDigest } from '../../../domain/digest/document-digest.ts';
import type { Hash64 } from '../../../domain/digest/murmur-hash-3.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';

/**
 * The digest of a stored body, as the server has it of its document: of one that was put aside, of the document as it came. Undefined where
 * what is stored is no document at all, which then counts as nothing and is seen to be missing.
 */
export function bodyDigest(body: unknown): Hash64 | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  try {
    return documentDigest(canonicalJson('unreadable' in body ? body.unreadable : body));
  } catch {
    return undefined; // canonical JSON refuses what JSON cannot carry: the store holds something else than what was written
  }
}

export const sameDigest = (a: Hash64 | undefined, b: Hash64 | undefined): boolean => a?.high === b?.high && a?.low === b?.low;
