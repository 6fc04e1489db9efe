import { expect, test } from 'vitest';
import { aConsent } from '../../../contract/testing/build-event.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import type { Given } from '../store-contract.ts';
import { aBadPacket } from '../testing/build-answer.ts';
import { aCommandFact, anExportFact, aSearchFact, factOf } from '../testing/build-fact.ts';

const ALL = 10_000;
const clean = { chain: [], log: [], unchained: [] };

export function auditContract(given: Given): void {
  const entries = (workspace = 'shop') => given.store().audit.read(workspace, 0, ALL);
  const verify = (workspace = 'shop') => verifyAudit(given.store(), workspace);
  const append = (...facts: ReturnType<typeof anExportFact>[]) => given.store().feed.transaction('shop', (tx) => tx.append(facts));

  test('given consents among what is said and exports among commands, only they are chained, in order, with who and when', async () => {
    const { log } = given.store();
    const consents = [factOf(aConsent()), factOf(aConsent(), { by: 'kiosk' })] as const;
    const exported = anExportFact({ by: 'mina' });

    await log.appendEvents('shop', [aSearchFact(), consents[0], aSearchFact(), consents[1]]);
    await append(aCommandFact(), exported, anExportFact());

    expect((await entries()).map(({ number, factId, kind, by }) => [number, factId, kind, by]).slice(0, 3)).toEqual([
      [1, consents[0].factId, 'consented', 'chatbot'],
      [2, consents[1].factId, 'consented', 'kiosk'],
      [3, exported.factId, 'recordExport', 'mina'],
    ]);
    expect((await entries())[2]?.at).toBe(exported.at);
    expect(await verify()).toMatchObject({ entries: 4, facts: 7, ...clean });
  });

  test('given several appends in one transaction, and a restart, the chain goes on', async () => {
    const { feed } = given.store();
    await feed.transaction('shop', async (tx) => {
      await tx.append([anExportFact()]);
      await tx.append([anExportFact(), anExportFact()]);
      expect(await tx.appendEvent(factOf(aConsent()))).toBe('stored');
    });
    const before = await entries();

    await given.restart();
    await append(anExportFact());

    expect((await entries()).slice(0, 4)).toEqual(before);
    expect((await entries()).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(await verify()).toMatchObject({ entries: 5, ...clean });
  });

  test('given a duplicate, or a transaction that is rolled back, nothing is chained', async () => {
    const { log, feed } = given.store();
    const consent = factOf(aConsent());
    await log.appendEvents('shop', [consent, consent]);
    await log.appendEvents('shop', [consent, aSearchFact()]);
    const failing = feed.transaction('shop', async (tx) => {
      await tx.append([anExportFact()]);
      throw new Error('broken');
    });

    await expect(failing).rejects.toThrow('broken');
    await append(anExportFact());

    expect((await entries()).map(({ number, kind }) => [number, kind])).toEqual([
      [1, 'consented'],
      [2, 'recordExport'],
    ]);
    expect(await verify()).toMatchObject({ entries: 2, ...clean });
  });

  test('given consents that arrive at once beside acts, every one is chained once and the chain is whole', async () => {
    const { log } = given.store();
    const rounds = Array.from({ length: 10 }, () => [
      log.appendEvents('shop', [factOf(aConsent()), aSearchFact()]),
      log.appendEvents('shop', [factOf(aConsent())]),
      append(anExportFact()),
    ]);

    await Promise.all(rounds.flat());

    expect(await verify()).toMatchObject({ entries: 30, facts: 40, ...clean });
  });

  test('given a rebuild to nothing, the audit is kept; another workspace has its own (I9)', async () => {
    const { feed, credentials } = given.store();
    await credentials.ensureWorkspace('other');
    await append(anExportFact());
    const before = await entries();

    await feed.transaction('shop', (tx) => tx.replaceAll([]));

    expect(await entries()).toEqual(before);
    expect(await entries('other')).toEqual([]);
    expect(await verify('other')).toMatchObject({ entries: 0, ...clean });
  });

  test('given a long chain, a read in pages equals a read at once', async () => {
    await append(...Array.from({ length: 23 }, () => anExportFact()));

    const paged = [...(await given.store().audit.read('shop', 0, 10)), ...(await given.store().audit.read('shop', 10, 13))];

    expect(paged).toEqual(await entries());
    expect(await given.store().audit.read('shop', 23, ALL)).toEqual([]);
  });

  test('given a message in quarantine, it is not chained: nobody has consented by it', async () => {
    await given.store().log.quarantine('shop', [aBadPacket('{}')]);

    expect(await entries()).toEqual([]);
  });
}
