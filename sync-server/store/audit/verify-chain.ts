import type { Audit, AuditEntry } from '../port/audit.ts';
import { type ChainHead, chainStart, hashOf } from './chain.ts';

/**
 * Where the chain, or a fact that it names, is not what was written. `missing`: entries that were taken out before this number;
 * `factMissing`, `factChanged`: the entry is as it was written, and its fact is gone from the log or another one.
 */
export type ChainBreak = Readonly<{
  is: 'changed' | 'inserted' | 'reordered' | 'missing' | 'factMissing' | 'factChanged';
  number: number;
  factId: string;
}>;

/** `head` is the last entry: noted elsewhere, it proves later that nothing was cut off the end, or all of it written anew. */
export type VerifiedChain = Readonly<{ entries: number; breaks: readonly ChainBreak[]; head: ChainHead }>;

export type ChainOptions = Readonly<{ see?: (entry: AuditEntry) => void; entriesAtOnce?: number }>;

const usuallyAtOnce = 1_000;

/**
 * Reads a whole chain with the checksums of the facts that it names. After a break it goes on from what stands there, so that one change
 * is one break. What was moved is looked for among the entries that are read at once.
 */
export async function verifyChain(audit: Audit, workspace: string, options: ChainOptions = {}): Promise<VerifiedChain> {
  const { see, entriesAtOnce = usuallyAtOnce } = options;
  const breaks: ChainBreak[] = [];
  let head = chainStart;
  let entries = 0;
  for (;;) {
    const page = await audit.read(workspace, head.number, entriesAtOnce);
    const checksums = await audit.checksums(
      workspace,
      page.map(({ factId }) => factId),
    );
    for (const [index, entry] of page.entries()) {
      const is = judge({ workspace, page, index, previous: head, standing: checksums.get(entry.factId) });
      if (is) breaks.push({ is, number: entry.number, factId: entry.factId });
      see?.(entry);
      head = { number: entry.number, hash: is === 'inserted' ? head.hash : entry.hash };
    }
    entries += page.length;
    if (page.length < entriesAtOnce) return { entries, breaks, head };
  }
}

type Place = Readonly<{
  workspace: string;
  page: readonly AuditEntry[];
  index: number;
  previous: ChainHead;
  /** The checksum of the entry's fact as it stands in the log. */
  standing: string | undefined;
}>;

function judge({ workspace, page, index, previous, standing }: Place): ChainBreak['is'] | undefined {
  const entry = page[index] as AuditEntry;
  const next = page[index + 1];
  const follows = (one: AuditEntry, hash: string) => hashOf(workspace, one, hash) === one.hash;
  const agrees = standing === entry.checksum;

  if (follows(entry, previous.hash)) {
    if (entry.number !== previous.number + 1) return 'missing';
    if (agrees) return undefined;
    return standing === undefined ? 'factMissing' : 'factChanged';
  }
  if (next && follows(next, previous.hash) && !agrees) return 'inserted';
  if ([chainStart, ...page].some((other) => other !== entry && follows(entry, other.hash))) return 'reordered';
  if (entry.number !== previous.number + 1) return 'missing';
  return 'changed';
}
