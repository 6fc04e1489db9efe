import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Act } from '../../contract/command.ts';
import { everyLead } from '../../contract/lead-filter.ts';
import { anyUpEvents } from '../../contract/testing/arbitrary-event.ts';
import { anyFieldPatch } from '../../contract/testing/arbitrary-patch.ts';
import { aPatch, aUlid } from '../../contract/testing/build-command.ts';
import { aConsent, anIdentification, aProductStatement, aQuestion, aRequest, aSearch } from '../../contract/testing/build-event.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import { defaultRules } from '../../domain/scoring/default-rules.ts';
import { openLedger } from '../dispatch/sandbox/ledger.ts';
import { sandboxAdapter } from '../dispatch/sandbox/sandbox-adapter.ts';
import { feedOf, internalsOf, openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import { actAs } from '../testing/shop-acts.ts';
import { type RebuildProgress, rebuild } from './rebuild.ts';

/** Many stores are opened on a machine that may be busy with other things. */
const propertyTimeoutMs = 60_000;

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const note = `note:${aUlid()}` as const;

/** A day on which everything happened that leaves a trace in a document. */
async function busyDay(): Promise<void> {
  const refused = aRequest({ message: '불가능' });
  await shop.publish('bot', aSearch(), aQuestion(), refused, aRequest(), aProductStatement(), anIdentification(), aConsent());
  await shop.publish('kiosk', aSearch({ userId: '40' }), aConsent({ userId: '40' }), aConsent({ userId: '40', granted: false }));
  await shop.drain();
  const patch = aPatch({ leads: ['39~001', '40~001', 'nobody~001'] });
  const patchId = aUlid();
  await shop.act(patch, { id: patchId });
  await shop.act(aPatch({ from: 'lost', to: 'won' }));
  await shop.act(aPatch({ field: 'tag:vip', from: undefined, to: 'on' }));
  await shop.act({ kind: 'patchLeads', groups: [{ field: note, to: '전화 드림', leads: ['39~001', '40~001'] }] });
  await shop.act({ kind: 'patchLeads', groups: [{ field: note, from: '다른 글', to: '다시 전화', leads: ['39~001'] }] });
  await shop.act({ kind: 'undo', undoes: patchId });
  await shop.act({ kind: 'decideRequest', requests: [{ leadId: '39~001', requestEventId: refused.eventId }], outcome: 'approve' });
  const recipients = ['39', '40'].map((userId) => ({ userId, productIds: ['001'] }));
  await shop.act({ kind: 'requestDispatch', recipients }, { issuedAt: shop.clock.now });
  await saveSegments();
  await setPolicies();
}

/** Set by one, replaced unseen by another, taken back. */
async function setPolicies(): Promise<void> {
  const setting = (cap: number): Act => ({ kind: 'setPolicy', policy: { ...defaultRules, fit: { ...defaultRules.fit, cap } }, from: 0 });
  await actAs(shop, 'mina', setting(7));
  const { id } = await actAs(shop, 'jihye', setting(9));
  await actAs(shop, 'jihye', { kind: 'setPolicy', policy: defaultRules, from: 2, undoes: id });
}

/** Made, changed by two, deleted, brought back; another one stays deleted. */
async function saveSegments(): Promise<void> {
  const [segmentId, other] = [aUlid(), aUlid()];
  const all = { name: { to: '단골' }, filter: { to: everyLead } };
  await shop.act({ kind: 'saveSegment', segmentId, ...all });
  await shop.act({ kind: 'saveSegment', segmentId: other, ...all });
  await shop.act({ kind: 'saveSegment', segmentId, name: { from: '옛 이름', to: 'VIP' } });
  const deletion = aUlid();
  await shop.act({ kind: 'deleteSegment', segmentId }, { id: deletion });
  await shop.act({ kind: 'saveSegment', segmentId, ...all, undoes: deletion });
  await shop.act({ kind: 'deleteSegment', segmentId: other });
}

/** Documents without their `seq`. */
async function feedBodies(): Promise<unknown> {
  const feeds = Object.values(await feedOf(shop)).map((page) => JSON.parse(page).documents as { id: string }[]);
  return feeds.map((documents) => [...documents].sort((a, b) => (a.id < b.id ? -1 : 1)));
}

/** The store is opened again, since it remembers what it wrote. */
async function spoilLeads(): Promise<void> {
  await shop.store.close();
  const database = new DatabaseSync(join(shop.folder, 'talklens.db'));
  database.exec(`UPDATE document SET body = json_set(body, '$.searches', 99) WHERE collection = 'lead'`);
  database.close();
  shop = await openShop(shop.folder);
}

async function everything(): Promise<unknown> {
  return [await feedOf(shop), await internalsOf(shop), await waitingFor(shop, 'bot'), await waitingFor(shop, 'kiosk')];
}

test('given a log with everything in it, a rebuild gives the same bytes and sends nothing (I2)', async () => {
  const ledger = openLedger(join(shop.folder, 'sandbox-ledger.db'));
  await busyDay();
  await runDispatcher(
    shop,
    sandboxAdapter(ledger, () => shop.clock.now),
  );
  const before = await everything();
  const shown = await ledger.list(workspace, 10);

  const { written, removed, differing, facts } = await rebuild(shop.store, workspace);

  expect({ written, removed, differing }).toEqual({ written: 0, removed: 0, differing: [] });
  expect(facts).toBe(await shop.store.log.head(workspace));
  expect(await everything()).toEqual(before);
  expect(await ledger.list(workspace, 10)).toEqual(shown);
  expect(shown).toHaveLength(1);
  ledger.close();
});

test('given one damaged, one invented and one lost document, a rebuild repairs these and gives no other a new seq', async () => {
  await busyDay();
  const links = async () => [await shop.store.log.ofLead(workspace, '39~001', 100), await shop.store.log.ofLead(workspace, '40~001', 100)];
  const story = await links();
  await shop.store.close();
  const database = new DatabaseSync(join(shop.folder, 'talklens.db'));
  database.exec(`DELETE FROM lead_fact WHERE lead = (SELECT number FROM document WHERE collection = 'lead' AND id = '39~001')`);
  database.exec(`UPDATE document SET body = '{"id":"39~001"}' WHERE collection = 'lead' AND id = '39~001'`);
  database.exec(`UPDATE document SET id = 'nobody~002' WHERE collection = 'lead' AND id = '40~001'`);
  database.close();
  shop = await openShop(shop.folder);
  const before = await feedOf(shop);

  const { written, removed, differing } = await rebuild(shop.store, workspace);

  expect({ written, removed }).toEqual({ written: 2, removed: 1 });
  expect(differing.map(({ collection, id }) => `${collection} ${id}`).sort()).toEqual(['lead 39~001', 'lead 40~001', 'lead nobody~002']);
  const { lead: _before, ...others } = before;
  const { lead: _after, ...othersAfter } = await feedOf(shop);
  expect(othersAfter).toEqual(others);
  const leads = await shop.store.feed.documents(workspace, 'lead', ['39~001', '40~001']);
  expect(leads.get('39~001')).toMatchObject({ questions: 1, requests: 2, refusals: 0 });
  expect(leads.get('40~001')).toMatchObject({ searches: 1 });
  expect(await links()).toEqual(story);
  expect(story.every((facts) => facts.length > 0)).toBe(true);
});

test('given events that are not folded yet, a rebuild leaves them to the live pass, which answers them', async () => {
  await shop.publish('bot', aSearch());
  await shop.drain();
  await shop.publish('bot', aQuestion());

  await rebuild(shop.store, workspace);

  expect((await waitingFor(shop, 'bot')).map(({ kind }) => kind)).toEqual(['accepted']);
  await shop.drain();
  expect((await waitingFor(shop, 'bot')).map(({ kind }) => kind)).toEqual(['accepted', 'trained']);
  expect(await rebuild(shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });
});

test('given more documents than memory is allowed to hold, a rebuild repairs them all the same, byte for byte', async () => {
  await busyDay();
  const before = await feedBodies();
  await spoilLeads();

  const { written, differing } = await rebuild(shop.store, workspace, { factsAtOnce: 3, mostInMemory: 1 });

  expect(await feedBodies()).toEqual(before);
  expect(written).toBe(differing.length);
  expect(written).toBeGreaterThan(0);
});

test('given a rebuild that is cancelled while it folds or while it compares, everything is as it was', async () => {
  await busyDay();
  await spoilLeads();
  const before = await everything();

  for (const doing of ['folding', 'comparing'] as const) {
    const cancel = new AbortController();
    const progress = (now: RebuildProgress) => now.doing === doing && cancel.abort();
    const rebuilding = rebuild(shop.store, workspace, { progress, signal: cancel.signal, factsAtOnce: 2 });
    await expect(rebuilding).rejects.toThrow('aborted');
  }

  expect(await everything()).toEqual(before);
});

test('given a log, progress goes up to all of it, and then to all documents', async () => {
  await busyDay();
  const told: RebuildProgress[] = [];

  await rebuild(shop.store, workspace, { progress: (now) => void told.push(now), factsAtOnce: 4 });

  const folding = told.filter(({ doing }) => doing === 'folding');
  expect(folding.map(({ done }) => done)).toEqual(folding.map(({ done }) => done).sort((a, b) => a - b));
  expect(folding.at(-1)).toEqual({
    doing: 'folding',
    done: await shop.store.log.head(workspace),
    total: await shop.store.log.head(workspace),
  });
  expect(told.at(-1)).toMatchObject({ doing: 'comparing', done: told.at(-1)?.total });
});

type Step = Readonly<{ events: UpEvent[] }> | Readonly<{ act: Act }> | Readonly<{ drain: number }> | Readonly<{ undo: number }>;

const someLeads = fc.uniqueArray(fc.constantFrom('39~001', '39~002', '40~001', 'user:7~003'), { minLength: 1, maxLength: 3 });
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(anyFieldPatch, someLeads).map(([{ field, from, to }, leads]): Act => {
    const group = { field, leads, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    return { kind: 'patchLeads', groups: [group] };
  }),
  fc.constant<Act>({
    kind: 'requestDispatch',
    recipients: [
      { userId: '39', productIds: ['001'] },
      { userId: '40', productIds: ['002'] },
    ],
  }),
);
const anyStory = anyUpEvents(25).chain((events) =>
  fc
    .tuple(
      fc.array(
        fc.oneof(
          anyAct.map((act) => ({ act })),
          fc.nat(20).map((undo) => ({ undo })),
          fc.integer({ min: 1, max: 5 }).map((drain) => ({ drain })),
        ),
        {
          maxLength: 25,
        },
      ),
      fc.constant(events.map((event): Step => ({ events: [event] }))),
    )
    .chain(([steps, published]) => {
      const all: Step[] = [...steps, ...published];
      return fc.shuffledSubarray(all, { minLength: all.length });
    }),
);

async function play(story: readonly Step[]): Promise<void> {
  const done: string[] = [];
  for (const step of story) {
    if ('events' in step) await shop.publish('bot', ...step.events);
    else if ('drain' in step) await shop.drain(step.drain);
    else if ('undo' in step) await shop.act({ kind: 'undo', undoes: done[step.undo] ?? aUlid() });
    else done.push((await shop.act(step.act)).id);
  }
  await shop.drain();
}

test(
  'given any interleaving of events, commands and folds, the documents are what a rebuild makes of the log (I2)',
  async () => {
    await fc.assert(
      fc
        .asyncProperty(anyStory, async (story) => {
          await play(story);

          const { written, removed } = await rebuild(shop.store, workspace);

          expect({ written, removed }).toEqual({ written: 0, removed: 0 });
        })
        .beforeEach(async () => {
          await shop.close();
          shop = await openShop();
        }),
      { numRuns: 30 },
    );
  },
  propertyTimeoutMs,
);

test(
  'given the same events in batches of any size, the same documents come of them',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyUpEvents(), fc.integer({ min: 1, max: 7 }), async (events, limit) => {
        const [small, large] = [await openShop(), await openShop()];
        for (const each of [small, large]) await each.publish('bot', ...events);

        await small.drain(limit);
        await large.drain();

        for (const collection of ['lead', 'person', 'product', 'metric', 'activity'] as const) {
          const [a, b] = await Promise.all(
            [small, large].map(({ store }) => store.feed.documentsFrom(workspace, collection, '', '', 1_000)),
          );
          expect(a).toEqual(b);
        }
        expect(await waitingFor(small, 'bot')).toHaveLength((await waitingFor(large, 'bot')).length);
        await Promise.all([small.close(), large.close()]);
      }),
      { numRuns: 15 },
    );
  },
  propertyTimeoutMs,
);
