import type { Audit, AuditEntry } from '../port/audit.ts';
import type { Log } from '../port/log.ts';
import { type Fault, verifyLog } from '../verify/verify-log.ts';
import { isAudited } from './audited.ts';
import type { ChainHead } from './chain.ts';
import { type ChainBreak, verifyChain } from './verify-chain.ts';

/** A fact that belongs into the audit and that no entry names: the entry was taken out, or the fact was put in. */
export type Unchained = Readonly<{ position: number; factId: string }>;

/** What is not as it was written, the first of each kind first. */
export type VerifiedAudit = Readonly<{
  entries: number;
  facts: number;
  chain: readonly ChainBreak[];
  log: readonly Fault[];
  unchained: readonly Unchained[];
  /** The head that was noted is not in the chain: its end was cut off since, or all of it written anew. */
  lostHead?: ChainHead;
  head: ChainHead;
}>;

type Read = Readonly<{ log: Pick<Log, 'read' | 'head'>; audit: Audit }>;

/**
 * Walks the log and the chain of one workspace and compares each with the other. Beside a running server too: the log is read first, and
 * what is chained behind its end is not looked for in it. Holds the ids of all audited facts.
 */
export async function verifyAudit(
  { log, audit }: Read,
  workspace: string,
  { noted, progress }: Readonly<{ noted?: ChainHead | undefined; progress?: (done: number, total: number) => void }> = {},
): Promise<VerifiedAudit> {
  const unnamed = new Map<string, number>();
  const see = (facts: readonly Readonly<Parameters<typeof isAudited>[0] & { position: number }>[]) => {
    for (const fact of facts) if (isAudited(fact)) unnamed.set(fact.factId, fact.position);
  };
  const { facts, faults } = await verifyLog(log, workspace, { see, ...(progress && { progress }) });
  let met = noted === undefined;
  const seeEntry = ({ number, hash, factId }: AuditEntry) => {
    unnamed.delete(factId);
    met ||= number === noted?.number && hash === noted.hash;
  };
  const { entries, breaks, head } = await verifyChain(audit, workspace, { see: seeEntry });
  const unchained = [...unnamed].map(([factId, position]) => ({ position, factId }));
  return { entries, facts, chain: breaks, log: faults, unchained, ...(noted && !met && { lostHead: noted }), head };
}

export const isWhole = ({ chain, log, unchained, lostHead }: VerifiedAudit): boolean =>
  chain.length + log.length + unchained.length === 0 && !lostHead;
