import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Activity, Conflict } from '../../contract/activity.ts';
import type { Command } from '../../contract/command.ts';
import type { Lead } from '../../contract/lead.ts';
import { aCommand } from '../../contract/testing/build-command.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import type { Underlay } from '../../renderer/replica/overlay/overlay.ts';
import { overlayOf } from '../../renderer/replica/overlay/overlay-of.ts';
import type { StoredCommand } from '../../renderer/replica/stored-command.ts';
import { anyStory, leadIds, toActs, twoLeads } from '../../renderer/replica/testing/any-story.ts';
import { createCommands } from '../../sync-server/command/apply-commands.ts';
import { createMemoryDisk } from '../../sync-server/store/memory/disk.ts';
import { openMemoryStore } from '../../sync-server/store/memory/open-memory-store.ts';
import { createWakeUps } from '../../sync-server/wake-ups/wake-ups.ts';

const workspace = 'shop';
const now = () => someTime;

/** The real server's commands over a store in memory, and what a desk pulls of it. */
async function aServer() {
  const opened = await openMemoryStore({ disk: createMemoryDisk(), now, randomUuid: randomUUID, randomBytes: (size) => randomBytes(size) });
  if (!opened.ok) throw new Error(opened.code);
  const store = opened.value;
  await store.credentials.ensureWorkspace(workspace);
  const writes = twoLeads.map((document) => ({ collection: 'lead', id: document.id, document }) as const);
  await store.feed.transaction(workspace, (feed) => feed.write(writes));
  const commands = createCommands({ store, wakeUps: createWakeUps(), now });
  const pulled = async () => ({
    leads: await store.feed.documents(workspace, 'lead', leadIds),
    activities: await store.feed.documentsFrom(workspace, 'activity', '', '', 1_000),
  });
  const apply = async (by: string, command: Command) => (await commands.apply(workspace, by, [command]))[0];
  return { apply, pulled };
}

type Reversible = ReturnType<Underlay['audit']>;

function underlayOf(leads: ReadonlyMap<string, Lead>, activities: readonly Activity[]): Underlay {
  const reversibles = activities.filter(
    (one): one is NonNullable<Reversible> => one.kind === 'patched' || one.kind === 'settled' || one.kind === 'undone',
  );
  return {
    lead: (id) => leads.get(id),
    product: () => undefined,
    decision: () => undefined,
    past: () => undefined,
    classifierMode: () => 'shadow',
    segment: () => undefined,
    policy: () => undefined,
    person: () => undefined,
    conflict: (id) => activities.find((one): one is Conflict => one.kind === 'conflict' && one.id === id),
    audit: (id) => reversibles.find((one) => one.id === id),
    auditOfBatch: (batchId) => reversibles.filter((one) => one.batchId === batchId),
  };
}

type Done = ReturnType<typeof toActs>[number];

/** The audit has no note text: what a colleague wrote there, only the server can bring back. */
const isForeignNote = ({ by, command: { act } }: Done) =>
  by === 'jiho' && act.kind === 'patchLeads' && act.groups.some(({ field }) => field.startsWith('note:'));

/** Mina settles a conflict that she knows of before an act of the story; how often that is undone, redone and so on, or undone once more by its own name. */
const anySettlement = fc.record({
  before: fc.nat(14),
  pick: fc.nat(5),
  keep: fc.constantFrom<'standing' | 'lost'>('standing', 'lost'),
  seen: fc.constantFrom('new', 'won', 'on', undefined),
  undone: fc.array(fc.nat(3), { maxLength: 4 }),
});
type Settlement = typeof anySettlement extends fc.Arbitrary<infer T> ? T : never;

function settles({ pick, keep, seen, undone }: Settlement, activities: readonly Activity[]): Done[] {
  const conflicts = activities.filter((one) => one.kind === 'conflict');
  const conflict = conflicts[pick % Math.max(1, conflicts.length)];
  if (!conflict) return [];
  const chosen = { id: conflict.id, ...(keep === 'lost' && seen !== undefined && { seen }) };
  const made = [aCommand({ kind: 'settleConflicts', keep, conflicts: [chosen] })];
  for (const back of undone) made.push(aCommand({ kind: 'undo', undoes: (made.at(-1 - (back % made.length)) as Command).id }));
  return made.map((command) => ({ by: 'mina', command }));
}

test("given any story of two members' patches, settlements, undos and redos, what a desk shows ahead is what the server will hold", async () => {
  await fc.assert(
    fc.asyncProperty(anyStory, fc.array(anySettlement, { maxLength: 4 }), fc.nat(14), async (story, settlements, answered) => {
      const acts = toActs(story).filter((act) => !isForeignNote(act));
      const server = await aServer();
      const at = (index: number, activities: readonly Activity[]) =>
        settlements.filter(({ before }) => before === index).flatMap((settlement) => settles(settlement, activities));
      const kept: StoredCommand[] = [];
      for (const [index, act] of acts.slice(0, answered).entries()) {
        for (const { by, command } of [...at(index, (await server.pulled()).activities), act]) {
          const outcome = await server.apply(by, command);
          if (by === 'mina' && outcome) kept.push({ id: command.id, command, storedAt: 0, outcome, settled: true });
        }
      }
      const { leads, activities } = await server.pulled();
      const rest = acts.slice(answered).flatMap((act, index) => [...at(answered + index, activities), act]);
      const waiting = rest.flatMap(({ by, command }) => (by === 'mina' ? [command] : []));

      const pending = waiting.map((command): StoredCommand => ({ id: command.id, command, storedAt: 0 }));
      const overlay = overlayOf(underlayOf(leads, activities), [...kept, ...pending], 'mina');

      for (const command of waiting) await server.apply('mina', command);
      const { leads: after, activities: later } = await server.pulled();
      for (const id of leadIds) expect(overlay.leads.get(id) ?? leads.get(id)).toEqual(after.get(id));
      for (const conflict of activities.filter((one) => one.kind === 'conflict')) {
        expect(overlay.conflicts.get(conflict.id) ?? conflict).toEqual(later.find(({ id }) => id === conflict.id));
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 150) },
  );
});
