import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Collection, collections } from '../../contract/collection.ts';
import type { PulledDocument } from '../../contract/replication.ts';
import { isOpen } from '../../domain/dispatching/item-step.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import { openLedger } from '../../sync-server/dispatch/sandbox/ledger.ts';
import { openStore } from '../../sync-server/store/open-store.ts';
import type { Ledger } from '../../sync-server/store/port/ledger.ts';
import type { Store } from '../../sync-server/store/port/store.ts';
import { linesOfDigests, verifyDigests } from '../../sync-server/store/verify/verify-digests.ts';
import { pullAll, pullRaw } from '../simulate/feed.ts';
import type { MemberHttp } from '../simulate/member-http.ts';
import { elapsed } from '../simulate/pace.ts';

const pageSize = 5_000;
const patienceMs = 60_000;
const lookEveryMs = 50;

/** Waits until no item is on its way to a phone, and of each it was told what became of it; the rest of the catching up is told by the publisher's answers. */
export async function untilDispatched(member: MemberHttp): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while ((await pullAll(member, 'dispatchItem')).some(({ state }) => isOpen(state) || state === 'accepted')) {
    if (performance.now() > deadline) throw new Error('a dispatch item never ended');
    await elapsed(lookEveryMs);
  }
}

/** Where the data of a server is. */
type Place = Readonly<{ dataDir: string; databaseUrl?: string | undefined }>;

/** What a server has left, looked at after it was stopped. */
export type Left = Readonly<{
  /** The ids of every fact in the log. */
  log: ReadonlySet<string>;
  /** The item of every message that a phone of the sandbox showed. */
  shown: readonly string[];
}>;

export async function whatIsLeft(place: Place, workspace: string): Promise<Left> {
  const opened = await openStore(
    { path: join(place.dataDir, 'talklens.db'), databaseUrl: place.databaseUrl },
    { now: Date.now, randomUuid: randomUUID, randomBytes },
  );
  if (!opened.ok) throw new Error(`the store cannot be opened: ${opened.code}`);
  try {
    await checkDigests(opened.value, workspace);
    return { log: await loggedFacts(opened.value, workspace), shown: await shownItems(opened.value, place, workspace) };
  } finally {
    await opened.value.close();
  }
}

/** Throws where a crash has left documents and digests of two different moments (I5). */
async function checkDigests({ feed }: Store, workspace: string): Promise<void> {
  const faults = await verifyDigests(feed, workspace);
  if (faults.length > 0) throw new Error(linesOfDigests(faults).join('; '));
}

async function loggedFacts({ log }: Store, workspace: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (let position = 0; ; ) {
    const facts = await log.read(workspace, position, pageSize);
    for (const { factId } of facts) ids.add(factId);
    const last = facts.at(-1);
    if (!last) return ids;
    position = last.position;
  }
}

async function shownItems({ shared }: Store, { dataDir }: Place, workspace: string): Promise<readonly string[]> {
  if (shared) return itemsIn(shared.ledger, workspace);
  const ledger = openLedger(join(dataDir, 'sandbox-ledger.db'));
  try {
    return await itemsIn(ledger, workspace);
  } finally {
    ledger.close();
  }
}

const itemsIn = async (ledger: Ledger, workspace: string) =>
  (await ledger.list(workspace, Number.MAX_SAFE_INTEGER)).map(({ itemId }) => itemId);

/** Every document of every collection, by collection and id, as canonical JSON: what two servers have to agree on (I5). */
export async function wholeFeed(member: MemberHttp): Promise<ReadonlyMap<string, string>> {
  const entries = await Promise.all(collections.map(async (collection) => toEntries(collection, await pullRaw(member, collection))));
  return new Map(entries.flat());
}

const toEntries = (collection: Collection, documents: readonly PulledDocument[]): readonly (readonly [string, string])[] =>
  documents.filter(({ _deleted }) => !_deleted).map((document) => [`${collection} ${document.id}`, canonicalJson(document)]);

/** Names of the documents that only one side has, or that differ. */
export function differing(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));
}
