import { type Collection, type DocumentOf, documentSchemas } from '../../contract/collection.ts';
import { type Checkpoint, type PulledDocument, PullPage } from '../../contract/replication.ts';
import type { MemberHttp } from './member-http.ts';

const pageSize = 1_000;

/** A whole collection as a new replica would pull it, tombstones included, in `seq` order and as the server wrote it. */
export async function pullRaw(member: MemberHttp, collection: Collection): Promise<readonly PulledDocument[]> {
  const documents: PulledDocument[] = [];
  let checkpoint: Checkpoint | undefined;
  for (;;) {
    const after = checkpoint ? `&epoch=${checkpoint.epoch}&after=${checkpoint.seq}` : '';
    const page = await member.get(`/v1/replication/${collection}?limit=${pageSize}${after}`, PullPage);
    documents.push(...page.documents);
    if (page.documents.length < pageSize) return documents;
    checkpoint = page.checkpoint;
  }
}

/** The documents of a collection that are there now, each held to its schema. */
export async function pullAll<C extends Collection>(member: MemberHttp, collection: C): Promise<readonly DocumentOf<C>[]> {
  return toDocuments(collection, await pullRaw(member, collection));
}

/** At most `count` documents of a collection: those that have not changed for longest. */
export async function firstOf<C extends Collection>(member: MemberHttp, collection: C, count: number): Promise<readonly DocumentOf<C>[]> {
  return toDocuments(collection, (await member.get(`/v1/replication/${collection}?limit=${count}`, PullPage)).documents);
}

const toDocuments = <C extends Collection>(collection: C, raw: readonly PulledDocument[]): readonly DocumentOf<C>[] =>
  raw.flatMap(({ _deleted, ...document }) => (_deleted ? [] : [documentSchemas[collection].parse(document) as DocumentOf<C>]));
