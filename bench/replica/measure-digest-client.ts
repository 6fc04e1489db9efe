import { aLead } from '../../contract/testing/build-document.ts';
import { createStoredDigests } from '../../renderer/replica/proof/stored-digests.ts';
import { median } from '../ingest/quantile.ts';

const rounds = 9;
const documents = 5_000;
const usPerMs = 1_000;

/**
 * What a desk pays to hash a lead that it stored anew, canonical JSON included, in us of one core, in this program's engine (Chromium encodes
 * text a microsecond slower): the desk's own ledger, fed with leads it knows in another version. The median of several rounds after one that does not count.
 */
export function measureDigestOnClient(): number {
  const stored = createStoredDigests();
  const round = (version: number) => {
    const changes = Array.from({ length: documents }, (_, index) => {
      const body = aLead({ userId: `u${index}`, id: `u${index}~001`, searches: version });
      return { id: body.id, body };
    });
    const startedAt = performance.now();
    stored.note('lead', changes);
    stored.settle(documents);
    return ((performance.now() - startedAt) * usPerMs) / documents;
  };
  round(0);
  return median(Array.from({ length: rounds }, (_, version) => round(version + 1)));
}
