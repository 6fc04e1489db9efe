import type { Activity } from '../../contract/activity.ts';
import { collections } from '../../contract/collection.ts';
import type { DispatchItem } from '../../contract/dispatch.ts';
import type { Lead } from '../../contract/lead.ts';
import { PullPage } from '../../contract/replication.ts';
import { type ShownMessage, ShownMessages } from '../../contract/sandbox-ledger.ts';
import { hasConsent } from '../../domain/consent/newest-consent.ts';
import { pullAll } from '../simulate/feed.ts';
import { readOwner } from '../simulate/local-server.ts';
import { memberHttp } from '../simulate/member-http.ts';
import type { Reached } from './simulator.ts';

/** More than a collection of a journey has; only such a page says where it ends. */
const wholeCollection = 5_000;

/** A lead as the desk names it. */
export type NamedLead = Readonly<{ lead: Lead; user: string; product: string; consented: boolean }>;

/** What the server itself knows, past every screen. */
export type ServerTruth = Readonly<{
  leads: () => Promise<readonly NamedLead[]>;
  lead: (id: string) => Promise<Lead | undefined>;
  items: () => Promise<readonly DispatchItem[]>;
  /** The place of the feed's last change. */
  head: () => Promise<number>;
  activities: () => Promise<readonly Activity[]>;
  /** What the sandbox's phones have shown. */
  shown: () => Promise<readonly ShownMessage[]>;
}>;

/** Asks as the owner, over HTTP. */
export async function serverTruth({ dataDir, httpPort }: Reached): Promise<ServerTruth> {
  const member = memberHttp(`http://127.0.0.1:${httpPort}`, (await readOwner(dataDir)).token);
  const leads = async () => {
    const people = new Map((await pullAll(member, 'person')).map((person) => [person.id, person]));
    const products = new Map((await pullAll(member, 'product')).map((product) => [product.id, product]));
    return (await pullAll(member, 'lead')).map((lead) => ({
      lead,
      user: people.get(lead.userId)?.name?.value ?? lead.userId,
      product: products.get(lead.productId)?.name ?? lead.productId,
      consented: hasConsent(people.get(lead.userId), 'ad', 'kakao'),
    }));
  };
  return {
    leads,
    lead: async (id) => (await pullAll(member, 'lead')).find((lead) => lead.id === id),
    head: async () => {
      const pages = await Promise.all(collections.map((name) => member.get(`/v1/replication/${name}?limit=${wholeCollection}`, PullPage)));
      return Math.max(...pages.map(({ digest }) => digest?.seq ?? 0));
    },
    items: () => pullAll(member, 'dispatchItem'),
    activities: () => pullAll(member, 'activity'),
    shown: async () => (await member.get('/v1/sandbox/ledger', ShownMessages)).entries,
  };
}
