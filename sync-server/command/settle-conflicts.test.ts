import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Conflict } from '../../contract/activity.ts';
import type { Act, Outcome } from '../../contract/command.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { anyFieldPatch } from '../../contract/testing/arbitrary-patch.ts';
import { aCommand, aPatch, aUlid } from '../../contract/testing/build-command.ts';
import { aSearch, someTime } from '../../contract/testing/build-event.ts';
import { conflictId } from '../../domain/identity/ids.ts';
import { rebuild } from '../projection/rebuild.ts';
import { openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { createCommands } from './apply-commands.ts';

/** Many stores are opened on a machine that may be busy with other things. */
const propertyTimeoutMs = 60_000;
const lead = '39~001';
const note = `note:${aUlid()}` as const;

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  await learn(shop);
});
afterEach(() => shop.close());

async function learn(of: Shop): Promise<void> {
  await of.publish('bot', aSearch(), aSearch({ userId: '40' }));
  await of.drain();
}

/** `member` does it at `minute` after the chat. */
async function does(member: string, minute: number, act: Act): Promise<Outcome> {
  const commands = createCommands({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now });
  const [outcome] = await commands.apply(workspace, member, [aCommand(act, { issuedAt: someTime + minute * 60_000 })]);
  return outcome as Outcome;
}

const activityOf = async (id: string) => (await shop.store.feed.documents(workspace, 'activity', [id])).get(id);
const conflictOf = async (id: string) => (await activityOf(id)) as Conflict;
const statusOf = async (id: string) => (await shop.store.feed.documents(workspace, 'lead', [id])).get(id)?.status;
const settle = (keep: 'standing' | 'lost', ...conflicts: readonly { id: string; seen?: string }[]): Act => ({
  kind: 'settleConflicts',
  keep,
  conflicts: [...conflicts],
});

/** Mina's `interested` was overwritten with the owner's `contacted`, who had not seen it. */
async function aConflict(): Promise<{ id: string; by: Outcome }> {
  await does('mina', 1, aPatch({ to: 'interested' }));
  const by = await does('owner', 2, aPatch({ to: 'contacted' }));
  return { id: conflictId(by.id, lead, 'status'), by };
}

test('given a value that was overwritten unseen, its conflict says both values, both authors and both times', async () => {
  const { id, by } = await aConflict();

  expect(await conflictOf(id)).toEqual({
    ...{ id, kind: 'conflict', commandId: by.id, leadId: lead, field: 'status' },
    ...{ lost: 'interested', lostBy: 'mina', lostAt: someTime + 60_000 },
    ...{ kept: 'contacted', by: 'owner', at: someTime + 120_000 },
  });
});

test('given a value that an undo had brought back, the one who undid is its author', async () => {
  const patch = await does('mina', 1, aPatch());
  await does('jihye', 2, { kind: 'undo', undoes: patch.id });

  const by = await does('owner', 3, aPatch({ from: 'contacted', to: 'won' }));

  expect(await conflictOf(conflictId(by.id, lead, 'status'))).toMatchObject({ lost: 'new', lostBy: 'jihye', lostAt: someTime + 120_000 });
});

test('given a losing value applied again, it stands, the chat client hears it and the conflict is settled for everybody', async () => {
  const { id } = await aConflict();

  const outcome = await does('mina', 3, settle('lost', { id, seen: 'contacted' }));

  expect(outcome).toMatchObject({ status: 'applied', visibleAt: { seqs: { lead: expect.any(Number), activity: expect.any(Number) } } });
  expect(await statusOf(lead)).toBe('interested');
  const settled = { commandId: outcome.id, by: 'mina', at: someTime + 180_000, keep: 'lost' };
  expect(await conflictOf(id)).toMatchObject({ lost: 'interested', kept: 'contacted', settled });
  expect(await activityOf(outcome.id)).toMatchObject({ kind: 'settled', by: 'mina', keep: 'lost', conflicts: [id], leads: [lead] });
  expect((await waitingFor(shop, 'bot')).at(-1)).toMatchObject({ kind: 'patched', status: 'interested' });
});

test('given what stands kept, nothing but the conflict changes', async () => {
  const { id } = await aConflict();
  const before = await waitingFor(shop, 'bot');

  const outcome = await does('mina', 3, settle('standing', { id }));

  expect(outcome).toMatchObject({ status: 'applied', visibleAt: { seqs: { activity: expect.any(Number) } } });
  expect(outcome.visibleAt?.seqs.lead).toBeUndefined();
  expect(await statusOf(lead)).toBe('contacted');
  expect((await conflictOf(id)).settled).toMatchObject({ keep: 'standing' });
  expect(await waitingFor(shop, 'bot')).toEqual(before);
});

test('given a field changed again since it was looked at, applying the losing value is itself a conflict, in the inbox', async () => {
  const { id } = await aConflict();
  await does('jihye', 3, aPatch({ from: 'contacted', to: 'won' }));

  const outcome = await does('mina', 4, settle('lost', { id, seen: 'contacted' }));

  expect(outcome).toMatchObject({ status: 'conflict', overwritten: [{ leadId: lead, field: 'status', lost: 'won' }] });
  const next = await conflictOf(conflictId(outcome.id, lead, 'status'));
  expect(next).toMatchObject({ lost: 'won', lostBy: 'jihye', kept: 'interested', by: 'mina', commandId: outcome.id });
  expect(next.settled).toBeUndefined();
});

test('given a settlement undone, the field and the inbox are as before it', async () => {
  const { id } = await aConflict();
  const before = [await statusOf(lead), await conflictOf(id)];
  for (const keep of ['lost', 'standing'] as const) {
    const done = await does('mina', 3, settle(keep, { id, ...(keep === 'lost' && { seen: 'contacted' }) }));

    const undone = await does('mina', 4, { kind: 'undo', undoes: done.id });

    expect(undone.status).toBe('applied');
    expect([await statusOf(lead), await conflictOf(id)]).toEqual(before);
  }
});

test('given a settlement undone, done again and undone by its own name, the field and the inbox are as before it', async () => {
  const { id, by } = await aConflict();
  const before = [await statusOf(lead), await conflictOf(id)];
  const undo = (undoes: string) => does('mina', 4, { kind: 'undo', undoes });
  const done = await does('mina', 3, settle('lost', { id, seen: 'contacted' }));
  await undo((await undo(done.id)).id);

  const undone = await undo(done.id);

  expect(undone.status).toBe('applied');
  expect([await statusOf(lead), await conflictOf(id)]).toEqual(before);
  const back = await undo(by.id);
  await undo((await undo(back.id)).id);
  await undo(back.id);
  expect([await statusOf(lead), await conflictOf(id)]).toEqual(before);
});

test('given a field changed since it was settled, undoing leaves field and settlement alone', async () => {
  const { id } = await aConflict();
  const done = await does('mina', 3, settle('lost', { id, seen: 'contacted' }));
  await does('owner', 4, aPatch({ from: 'interested', to: 'won' }));

  const undone = await does('mina', 5, { kind: 'undo', undoes: done.id });

  expect(undone).toMatchObject({ status: 'rejected', code: 'undo.nothingLeft' });
  expect((await conflictOf(id)).settled).toMatchObject({ keep: 'lost' });
});

test('given the patch that overwrote is undone, the losing value stands again and its conflict needs nobody', async () => {
  const { id, by } = await aConflict();

  const undone = await does('owner', 3, { kind: 'undo', undoes: by.id });

  expect(await statusOf(lead)).toBe('interested');
  expect((await conflictOf(id)).settled).toEqual({ commandId: undone.id, by: 'owner', at: someTime + 180_000, keep: 'lost' });
});

test('given two who settle the same conflict, keeping what stands gives way and applying again takes over', async () => {
  const { id } = await aConflict();
  const kept = await does('mina', 3, settle('standing', { id }));

  const late = await does('jihye', 4, settle('standing', { id }));
  expect(late).toEqual({ id: late.id, status: 'applied' });
  expect((await conflictOf(id)).settled).toMatchObject({ by: 'mina', commandId: kept.id });

  await does('jihye', 5, settle('lost', { id, seen: 'contacted' }));
  expect((await conflictOf(id)).settled).toMatchObject({ by: 'jihye', keep: 'lost' });
  const undone = await does('mina', 6, { kind: 'undo', undoes: kept.id });
  expect(undone).toMatchObject({ status: 'rejected', code: 'undo.nothingLeft' });
});

test('given three in a row, both losing values are kept, and of both applied at once the newest stands and the other stays open', async () => {
  const first = await aConflict();
  const by = await does('jihye', 3, aPatch({ to: 'won' }));
  const second = conflictId(by.id, lead, 'status');
  expect([(await conflictOf(first.id)).lost, (await conflictOf(second)).lost]).toEqual(['interested', 'contacted']);

  await does('mina', 4, settle('lost', { id: first.id, seen: 'won' }, { id: second, seen: 'won' }));

  expect(await statusOf(lead)).toBe('contacted');
  expect([(await conflictOf(first.id)).settled, (await conflictOf(second)).settled?.keep]).toEqual([undefined, 'lost']);
});

test('given a note that two edited, its texts are in no log row, and the losing one can be applied again', async () => {
  const edit = (from: string | undefined, to: string): Act => ({
    kind: 'patchLeads',
    groups: [{ field: note, ...(from && { from }), to, leads: [lead] }],
  });
  await does('mina', 1, edit(undefined, '전화 드림'));
  await does('mina', 2, edit('전화 드림', '세 시에 전화'));
  const by = await does('owner', 3, edit('전화 드림', '문자로'));
  const id = conflictId(by.id, lead, note);
  expect(await conflictOf(id)).toMatchObject({ lost: '세 시에 전화', lostBy: 'mina' });
  expect((await conflictOf(id)).kept).toBeUndefined();

  const done = await does('mina', 4, settle('lost', { id, seen: '문자로' }));

  const fact = await shop.store.feed.transaction(workspace, (feed) => feed.fact(done.id));
  expect(JSON.stringify(fact?.body)).not.toMatch(/전화|문자/);
  expect(fact?.personal).toEqual([{ person: '39', part: { '0:from': '문자로', '0:to': '세 시에 전화' } }]);
  const notes = (await shop.store.feed.documents(workspace, 'lead', [lead])).get(lead)?.notes;
  expect(notes).toMatchObject([{ text: '세 시에 전화', by: 'mina' }]);
  expect(await rebuild(shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });
});

test('given conflicts that are not here, the settlement is rejected; sent twice, it is applied once (I6)', async () => {
  const { id } = await aConflict();
  expect(await does('mina', 3, settle('standing', { id: 'f'.repeat(64) }))).toMatchObject({ code: 'conflict.unknown' });
  const withOneOfNobody = settle('standing', { id, seen: 'contacted' }, { id: 'f'.repeat(64) });
  expect(await does('mina', 4, withOneOfNobody)).toMatchObject({ status: 'rejected', code: 'conflict.unknown' });
  expect((await conflictOf(id)).settled).toBeUndefined();
  const command = aCommand(settle('lost', { id, seen: 'contacted' }));

  const [once, again] = [await shop.apply(command), await shop.apply(command)];

  expect(again).toEqual(once);
});

const fields: readonly LeadField[] = ['status', 'marketerId'];
type Step = Readonly<{ by: string } & ({ patch: Act } | { undo: number } | { settle: number; keep: 'standing' | 'lost'; seen: string })>;
const anyStep: fc.Arbitrary<Step> = fc
  .tuple(
    fc.constantFrom('mina', 'jihye', 'owner'),
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .tuple(
            anyFieldPatch.filter(({ field }) => fields.includes(field) || field.startsWith('note:')),
            fc.subarray([lead, '40~001'], { minLength: 1 }),
          )
          .map(([{ field, from, to }, leads]) => ({
            patch: {
              kind: 'patchLeads',
              groups: [{ field, leads, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }],
            } as Act,
          })),
      },
      { weight: 1, arbitrary: fc.record({ undo: fc.nat(15) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          settle: fc.nat(8),
          keep: fc.constantFrom('standing' as const, 'lost' as const),
          seen: fc.constantFrom('new', 'contacted', 'won', 'mina'),
        }),
      },
    ),
  )
  .map(([by, what]) => ({ by, ...what }));

test(
  'given any marketers, every value overwritten unseen is in exactly one conflict, and a rebuild makes the same of the log (I2)',
  async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(anyStep, { maxLength: 20 }), async (story) => {
          await learn(shop);
          const outcomes: Outcome[] = [];
          for (const [minute, step] of story.entries()) {
            const known = (await conflicts()).map(({ id }) => id);
            if ('patch' in step) outcomes.push(await does(step.by, minute, step.patch));
            else if ('undo' in step)
              outcomes.push(await does(step.by, minute, { kind: 'undo', undoes: outcomes[step.undo]?.id ?? aUlid() }));
            else {
              const ids = known.slice(step.settle).slice(0, 3);
              if (ids.length === 0) continue;
              const chosen = ids.map((id) => ({ id, ...(step.keep === 'lost' && { seen: step.seen }) }));
              outcomes.push(await does(step.by, minute, settle(step.keep, ...chosen)));
            }
          }

          const lost = outcomes.flatMap(({ id, overwritten = [] }) =>
            overwritten.map((entry) => [conflictId(id, entry.leadId, entry.field), entry.lost] as const),
          );
          expect(new Map((await conflicts()).map(({ id, lost }) => [id, lost]))).toEqual(new Map(lost));
          expect(new Set(lost.map(([id]) => id)).size).toBe(lost.length);
          expect(await rebuild(shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });
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

async function conflicts(): Promise<readonly Conflict[]> {
  const page = await shop.store.feed.pull(workspace, 'activity', undefined, 100_000);
  return page === 'resync'
    ? []
    : page.documents.flatMap((document) => ('kind' in document && document.kind === 'conflict' ? [document] : []));
}
