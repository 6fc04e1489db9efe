import { collections } from '../../../contract/collection.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import { Documents } from '../../../sync-server/facts/documents.ts';
import { fold, needsOf } from '../../../sync-server/facts/fold.ts';
import type { Internal, Kept } from '../../../sync-server/store/port/feed.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

/** All of them: the compiler says where one is missing. */
const internals = Object.keys({
  ...{
    request: true,
    lastClient: true,
    openItem: true,
    sentTo: true,
    sentIn: true,
    noticesOf: true,
    resentBy: true,
    numberUsers: true,
    numberOptOut: true,
    openDispatch: true,
    messageParts: true,
    sentMessage: true,
    batch: true,
    fieldAuthors: true,
    lesson: true,
  },
} satisfies Record<Internal, true>) as readonly Internal[];

/** I2: the read models are what the log folds to, byte for byte. Every event must have been folded. */
export async function foldedOnce({ tables, facts }: ServerState): Promise<Finding[]> {
  const all = facts();
  const made = new Documents({ documents: async () => new Map() });
  await made.load(needsOf(all));
  for (const fact of all) fold(made, fact);
  const rebuilt = new Map<string, string | null>(
    made.take().map(({ collection, id, document }) => [`${collection} ${id}`, document && canonicalJson(document)]),
  );
  const there = new Map<string, string | null>(
    [...collections, ...internals].flatMap((name: Kept) =>
      [...tables.documents(name).synced.values()].map(({ id, body }) => [`${name} ${id}`, body] as const),
    ),
  );
  return [...new Set([...rebuilt.keys(), ...there.keys()])]
    .filter((key) => (rebuilt.get(key) ?? null) !== (there.get(key) ?? null))
    .map((key) => ({ invariant: 'I2', what: `${key} is not what the log folds to: ${there.get(key)} instead of ${rebuilt.get(key)}` }));
}
