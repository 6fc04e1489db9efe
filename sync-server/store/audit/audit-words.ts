import { lineOf } from '../verify/verify-store.ts';
import { isWhole, type VerifiedAudit } from './verify-audit.ts';
import type { ChainBreak } from './verify-chain.ts';

const words: Readonly<Record<ChainBreak['is'], string>> = {
  changed: 'is not what was written',
  inserted: 'was put in',
  reordered: 'is not in its place',
  missing: 'does not follow the one before it: entries were taken out',
  factMissing: 'names a fact that is not in the log',
  factChanged: 'names a fact whose row has been written anew',
};

/** Of more it is enough to know how many. */
const mostNamed = 16;

/** What was found, the first break first. */
export function linesOf(verified: VerifiedAudit): readonly string[] {
  const { entries, facts, chain, log, unchained, lostHead } = verified;
  const breaks = [
    ...chain.map(({ is, number, factId }) => `entry ${number} (fact ${factId}) ${words[is]}`),
    ...log.map((fault) => `log: ${lineOf(fault)}`),
    ...(lostHead ? [`entry ${lostHead.number} is not the one that was noted, or not there`] : []),
    ...unchained.map(({ position, factId }) => `no entry names fact ${factId} at position ${position}`),
  ];
  const more = breaks.length > mostNamed ? [`and ${breaks.length - mostNamed} more`] : [];
  const read = `${entries} entries and ${facts} facts were read`;
  return isWhole(verified) ? [`whole: ${read}`] : [...breaks.slice(0, mostNamed), ...more, read];
}
