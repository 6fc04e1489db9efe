import { leadId } from '../../domain/identity/ids.ts';
import { type CoOccurrence, createCoOccurrence } from '../../domain/recommendation/co-occurrence.ts';
import { encodeNeighbours } from '../../domain/recommendation/neighbour-file.ts';
import { createNeighbourLists, type NeighbourLists } from '../../domain/recommendation/neighbour-lists.ts';
import type { InterestChange, LearnedFile, Learner } from './learner.ts';

/** The counts of one workspace, and the leads that are in them. */
type Known = Readonly<{ counts: CoOccurrence; lists: NeighbourLists; shown: Set<string>; people: Map<string, number> }>;

function nothingKnown(): Known {
  const counts = createCoOccurrence();
  return { counts, lists: createNeighbourLists(counts), shown: new Set(), people: new Map() };
}

/** Learns right here: each lead counts once, while it shows interest. */
export function createNeighbourLearner(): Learner {
  const workspaces = new Map<string, Known>();
  const knownOf = (workspace: string): Known => {
    const known = workspaces.get(workspace) ?? nothingKnown();
    workspaces.set(workspace, known);
    return known;
  };

  return {
    take: async (workspace, changes) => {
      const known = knownOf(workspace);
      return changes.filter((change) => take(known, change)).length;
    },
    forget: async (workspace) => {
      workspaces.delete(workspace);
    },
    make: async (workspace) => fileOf(knownOf(workspace)),
    stop: async () => workspaces.clear(),
  };
}

/** Whether anything came of it. */
function take({ counts, shown, people }: Known, { userId, productId, shown: isShown }: InterestChange): boolean {
  const id = leadId(userId, productId);
  if (shown.has(id) === isShown) return false;
  if (isShown) {
    shown.add(id);
    counts.learn(userId, productId);
  } else {
    shown.delete(id);
    counts.unlearn(userId, productId);
  }
  const products = (people.get(userId) ?? 0) + (isShown ? 1 : -1);
  if (products > 0) people.set(userId, products);
  else people.delete(userId);
  return true;
}

function fileOf({ lists, people }: Known): LearnedFile {
  const table = lists.table();
  return {
    bytes: encodeNeighbours(table),
    learnedFrom: { people: people.size, products: table.productIds.length, links: table.products.length },
  };
}
