import { type AnyDocument, type Collection, collections } from '../../../contract/collection.ts';
import type { Command, Outcome } from '../../../contract/command.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { LeadEvent } from '../../../contract/lead-event.ts';
import { PROTOCOL_VERSION } from '../../../contract/protocol-version.ts';
import { bucketOf } from '../../../domain/digest/bucket.ts';
import { addDigest, emptySums, sumsInHex } from '../../../domain/digest/bucket-sums.ts';
import { documentDigest } from '../../../domain/digest/document-digest.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';

type Row = Readonly<{ seq: number; id: string; document?: object }>;
type Fault = (path: string) => 'pass' | 'refuse' | 'loseAnswer' | FailureCode;

/** What a route answers: a status and a JSON body. */
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/**
 * A sync server in memory behind `fetch`: feed, pokes, commands, with faults that a test chooses. Commands are applied by
 * `apply`, once by id; what it changed is written and so becomes `visibleAt`.
 */
export function createFakeServer() {
  let epoch = '00000000-0000-4000-8000-00000000000a';
  let seq = 0;
  let session = { workspace: 'shop', member: 'owner' };
  let up = true;
  let fault: Fault = () => 'pass';
  let known: (epoch: string, seq: number) => boolean = () => true;
  let apply: (command: Command) => Partial<Outcome> & Readonly<{ writes?: readonly (readonly [Collection, AnyDocument])[] }> = () => ({});
  const rows = new Map<Collection, Map<string, Row>>(collections.map((name) => [name, new Map()]));
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const answered = new Map<string, Outcome>();
  const requests: string[] = [];
  const batches: string[][] = [];
  const applied: string[] = [];
  const events = new Map<string, LeadEvent[]>();
  const miscounts = new Set<Collection>();

  const head = (name: Collection) => Math.max(0, ...[...(rows.get(name)?.values() ?? [])].map((row) => row.seq));
  const headsOf = (names: readonly Collection[]) => ({
    protocol: PROTOCOL_VERSION,
    epoch,
    heads: Object.fromEntries(names.map((name) => [name, head(name)])),
  });
  const say = (stream: ReadableStreamDefaultController<Uint8Array>, text: string) => stream.enqueue(new TextEncoder().encode(text));
  const poke = (names: readonly Collection[]) => {
    for (const stream of streams) say(stream, `data: ${JSON.stringify(headsOf(names))}\n\n`);
  };

  const write = (writes: readonly (readonly [Collection, Readonly<{ id: string }>, 'deleted'?])[]) => {
    for (const [name, document, deleted] of writes) {
      rows.get(name)?.set(document.id, { seq: ++seq, id: document.id, ...(!deleted && { document }) });
    }
    poke([...new Set(writes.map(([name]) => name))]);
  };

  const pull = (name: Collection, query: URLSearchParams): Response => {
    const after = Number(query.get('after') ?? 0);
    const place = query.get('epoch');
    if (place && !known(place, after)) return json({ code: 'replication.resync' }, 409);
    const limit = Number(query.get('limit'));
    const page = [...(rows.get(name)?.values() ?? [])]
      .filter((row) => row.seq > after)
      .sort((a, b) => a.seq - b.seq)
      .slice(0, limit);
    const documents = page.map(({ id, document }) => (document ? { ...document, _deleted: false } : { id, _deleted: true }));
    const checkpoint = { epoch, seq: page.at(-1)?.seq ?? after };
    const digest = page.length < limit && { digest: { seq: checkpoint.seq, buckets: sumsInHex(sumsOf(name)) } };
    return json({ protocol: PROTOCOL_VERSION, documents, checkpoint, ...digest });
  };

  const live = (name: Collection) => [...(rows.get(name)?.values() ?? [])].filter(({ document }) => document !== undefined);
  const sumsOf = (name: Collection) => {
    const sums = emptySums();
    for (const { id, document } of live(name)) addDigest(sums, bucketOf(id), documentDigest(canonicalJson(document)));
    if (miscounts.has(name)) addDigest(sums, 0, { high: 0, low: 1 });
    return sums;
  };

  /** Everything of one bucket, or that the place is unknown. */
  const bucketPage = (name: Collection, bucket: number, query: URLSearchParams): Response => {
    const after = Number(query.get('after'));
    if (!known(query.get('epoch') ?? '', after)) return json({ code: 'replication.resync' }, 409);
    const documents = live(name).flatMap(({ id, seq, document }) => (bucketOf(id) === bucket ? [{ seq, document }] : []));
    const removed = [...(rows.get(name)?.values() ?? [])].filter((row) => !row.document && row.seq > after && bucketOf(row.id) === bucket);
    const digest = sumsInHex(sumsOf(name))[bucket];
    return json({ protocol: PROTOCOL_VERSION, documents, removed: removed.map(({ id }) => id), digest });
  };

  const applyOne = (command: Command): Outcome => {
    const before = answered.get(command.id);
    if (before) return before;
    const { writes = [], ...told } = apply(command);
    if (told.status !== 'rejected') applied.push(command.id);
    write(writes);
    const seqs = Object.fromEntries(writes.map(([name]) => [name, head(name)]));
    const outcome: Outcome = { id: command.id, status: 'applied', ...(writes.length > 0 && { visibleAt: { epoch, seqs } }), ...told };
    answered.set(command.id, outcome);
    return outcome;
  };

  /** It names one that is not here or was rejected: no outcome, as the real one does. */
  const isHeld = ({ after = [] }: Command) => after.some((id) => (answered.get(id)?.status ?? 'rejected') === 'rejected');

  const stream = (signal: AbortSignal | null | undefined): Response => {
    let mine: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        mine = controller;
        streams.add(controller);
        say(controller, `data: ${JSON.stringify(headsOf(collections))}\n\n`);
        signal?.addEventListener('abort', () => {
          if (streams.delete(controller)) controller.error(new Error('aborted'));
        });
      },
      cancel: () => {
        if (mine) streams.delete(mine);
      },
    });
    return new Response(body);
  };

  const answer = (path: string, init: RequestInit): Response => {
    const url = new URL(path, 'http://desk');
    const [, , , name, part, bucket] = url.pathname.split('/');
    if (url.pathname === '/v1/me') return json({ ...session, protocol: PROTOCOL_VERSION, version: '0', now: Date.now() });
    if (url.pathname === '/v1/replication/stream') return stream(init.signal);
    if (part === 'buckets') return bucketPage(name as Collection, Number(bucket), url.searchParams);
    if (url.pathname.startsWith('/v1/replication/')) return pull(name as Collection, url.searchParams);
    if (url.pathname.startsWith('/v1/leads/'))
      return json({ events: events.get(decodeURIComponent(url.pathname.split('/')[3] ?? '')) ?? [] });
    const { commands } = JSON.parse(String(init.body)) as { commands: Command[] };
    batches.push(commands.map(({ id }) => id));
    return json({ protocol: PROTOCOL_VERSION, outcomes: commands.flatMap((command) => (isHeld(command) ? [] : applyOne(command))) });
  };

  return {
    requests,
    batches,
    applied,
    events,
    fetch: async (path: string, init: RequestInit): Promise<Response> => {
      requests.push(path);
      const what = up ? fault(path) : 'refuse';
      if (what === 'refuse') throw new TypeError('fetch failed');
      if (what === 'pass') return answer(path, init);
      if (what === 'loseAnswer') {
        answer(path, init);
        throw new TypeError('fetch failed');
      }
      return json({ code: what }, what === 'auth.invalid' ? 401 : 500);
    },
    write,
    poke,
    head,
    documents: (name: Collection) => [...(rows.get(name)?.values() ?? [])].flatMap(({ document }) => document ?? []),
    /** What a command does. */
    onCommand: (does: typeof apply) => {
      apply = does;
    },
    onRequest: (does: Fault) => {
      fault = does;
    },
    goDown: () => {
      up = false;
      for (const each of streams) each.close();
      streams.clear();
    },
    comeUp: () => {
      up = true;
    },
    /** Another life of the same server: a new epoch, the same feed. */
    restart: (next: string) => {
      epoch = next;
    },
    /** A server that was restored from a backup: an emptied feed, commands forgotten but those that the backup has, checkpoints unknown. */
    restore: (next: string, inBackup: readonly string[] = []) => {
      epoch = next;
      known = (place) => place === next;
      for (const id of answered.keys()) if (!inBackup.includes(id)) answered.delete(id);
      for (const each of rows.values()) each.clear();
      seq = 0;
    },
    signAs: (other: typeof session) => {
      session = other;
    },
    /** Its digest of a collection is wrong from now on, whatever its documents are. */
    miscount: (name: Collection) => void miscounts.add(name),
    /** Says how far the fold trails, and that nothing moved. */
    trail: (lag: number) => {
      for (const each of streams) say(each, `data: ${JSON.stringify({ ...headsOf([]), ...(lag > 0 && { lag }) })}\n\n`);
    },
    hangUp: () => {
      for (const each of streams) each.close();
      streams.clear();
    },
    streams,
  };
}

export type FakeServer = ReturnType<typeof createFakeServer>;
