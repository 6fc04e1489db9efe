import type { Dispatch } from '../../contract/dispatch.ts';
import type { Documents } from './documents.ts';

/** The dispatches of the message that one is all, or a part, of: those that are here, and itself. */
export async function partsOfMessage(documents: Documents, { id, part }: Pick<Dispatch, 'id' | 'part'>): Promise<ReadonlySet<string>> {
  if (!part) return new Set([id]);
  await documents.loadNamed('messageParts', [part.of]);
  return new Set([id, ...(documents.get('messageParts', part.of)?.dispatches ?? [])]);
}
