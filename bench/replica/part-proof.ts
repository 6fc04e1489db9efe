import type { Page } from 'playwright-core';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import { firstOf } from '../../tests/simulate/feed.ts';
import { memberHttp } from '../../tests/simulate/member-http.ts';
import { measureDigestOnClient } from './measure-digest-client.ts';
import { measureDigestOnServer } from './measure-digest-server.ts';
import type { Figures } from './part.ts';
import { reopen } from './part-reopen.ts';
import type { Shop } from './shop.ts';

const msPerS = 1_000;
/** A page of the feed. */
const leadsHashed = 5_000;

/**
 * What proving costs a desk: from asking for its page to "same as server", and a whole reading of the disk as "check now" does it; per 100,000 leads, whatever else
 * is kept beside them.
 */
export async function measureProof(shop: Shop): Promise<Figures> {
  const profile = await shop.filledProfile();
  const browser = await shop.browser(profile);
  await reopen(browser.page, shop.server().httpUrl, shop.options.leads);
  const provenMs = await untilProof(browser.page, 'same');
  const startedAt = await browser.page.evaluate(async () => {
    const now = performance.now();
    await window.replicaProbe.call('verify');
    return now;
  });
  await untilProof(browser.page, 'checking');
  const readMs = (await untilProof(browser.page, 'same')) - startedAt;
  await browser.close();
  return {
    proven_s_100k: provenMs / msPerS,
    scrub_100k_s: readMs / msPerS,
    digest_us_per_doc_client: measureDigestOnClient(),
    digest_us_per_doc_server: measureDigestOnServer(await storedLeads(shop)),
  };
}

/** Some of the leads that the server has, as their store keeps them. */
async function storedLeads({ server, token }: Shop) {
  const leads = await firstOf(memberHttp(server().httpUrl, token), 'lead', leadsHashed);
  return leads.map((lead) => ({ id: lead.id, body: canonicalJson(lead) }));
}

const untilProof = (page: Page, kind: string): Promise<number> =>
  page.evaluate((wanted) => window.replicaProbe.whenFrame(() => window.replicaProbe.status.proof?.kind === wanted), kind);
