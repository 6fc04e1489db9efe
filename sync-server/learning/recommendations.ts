import type { Recommendations } from '../../contract/lead-api.ts';
import type { NeighboursCard } from '../../contract/policy/neighbours-card.ts';
import type { Product } from '../../contract/product.ts';
import { leadId } from '../../domain/identity/ids.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import { decodeNeighbours } from '../../domain/recommendation/neighbour-file.ts';
import { neighboursAmong } from '../../domain/recommendation/neighbour-lists.ts';
import type { NeighbourTable } from '../../domain/recommendation/neighbour-table.ts';
import { recommendFor } from '../../domain/recommendation/recommend-for.ts';
import { kstDay } from '../../domain/time/kst.ts';
import type { Store } from '../store/port/store.ts';
import { followFeed, type ReadOn } from './read-feed.ts';

type Ports = Readonly<{ store: Pick<Store, 'feed' | 'models'> /** Epoch ms. */; now(): number }>;

/** At most so many products for a user of a workspace. */
export type RecommendTo = (workspace: string, userId: string, limit: number) => Promise<Recommendations>;

/** What is kept of a workspace between two questions: its catalogue, and the file that was read last. */
type Kept = { readonly products: Map<string, Product>; readonly readProducts: ReadOn; file?: { hash: string; table: NeighbourTable } };

const nothing = neighboursAmong([]);
const mostLeads = 1_000;
const mostMonths = 1_000;
const never = () => false;

/** Recommends as every desk does (I10): by the same function, from the same file, the person's own leads and what was sent to them. */
export function createRecommendTo({ store: { feed, models }, now }: Ports): RecommendTo {
  const workspaces = new Map<string, Kept>();

  function keptOf(workspace: string): Kept {
    const known = workspaces.get(workspace);
    if (known) return known;
    const products = new Map<string, Product>();
    const readProducts = followFeed(feed, workspace, 'product', {
      changed: async (changed, gone) => {
        for (const product of changed) products.set(product.id, product);
        for (const id of gone) products.delete(id);
      },
      startedOver: async () => products.clear(),
    });
    const kept = { products, readProducts };
    workspaces.set(workspace, kept);
    return kept;
  }

  async function tableOf(workspace: string, kept: Kept, card: NeighboursCard | undefined): Promise<NeighbourTable> {
    if (!card) return nothing;
    if (kept.file?.hash === card.hash) return kept.file.table;
    const model = await models.read(workspace, card.hash);
    const read = model && decodeNeighbours(model.bytes, card.hash);
    if (!read?.ok) return nothing; // the next file replaces it, and popularity goes on meanwhile
    kept.file = { hash: card.hash, table: read.value };
    return read.value;
  }

  async function itemsOf(workspace: string, userId: string) {
    const months = await feed.documentsFrom(workspace, 'sentIn', `${userId}~`, '', mostMonths);
    const ids = new Set(months.flatMap(({ items }) => items.map(({ id }) => id)));
    return (await feed.documents(workspace, 'dispatchItem', [...ids])).values();
  }

  return async (workspace, userId, limit) => {
    const kept = keptOf(workspace);
    await kept.readProducts(never);
    const policies = await feed.documents(workspace, 'policy', ['neighbours', 'recommendation']);
    const [card, set] = [policies.get('neighbours'), policies.get('recommendation')];
    const neighbours = card?.id === 'neighbours' ? card : undefined;
    const rules = set?.id === 'recommendation' ? set : undefined;
    const basis = {
      products: kept.products,
      popularity: new Map(neighbours?.popular.map(({ productId, weight }) => [productId, weight])),
      neighbours: await tableOf(workspace, kept, neighbours),
    };
    const leads = await feed.documentsFrom(workspace, 'lead', leadId(userId, ''), '', mostLeads);
    const person = { leads, items: await itemsOf(workspace, userId) };
    const recommendations = recommendFor(person, basis, rules ?? shippedRules('recommendation'), kstDay(now()), limit);
    return {
      recommendations: [...recommendations],
      ...(neighbours && { neighbours: { version: neighbours.version, hash: neighbours.hash } }),
      policyVersion: rules?.version ?? 0,
    };
  };
}
