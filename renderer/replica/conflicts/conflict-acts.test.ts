import { expect, test } from 'vitest';
import type { Conflict } from '../../../contract/activity.ts';
import { aUlid } from '../../../contract/testing/build-command.ts';
import { aLead } from '../../../contract/testing/build-document.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import { createDocuments } from '../documents.ts';
import type { Replica } from '../open-replica.ts';
import { createView } from '../view.ts';
import { conflictActsOn } from './conflict-acts.ts';

/** A desk of mina's with so many leads, each of whose statuses somebody overwrote. */
function aDesk(conflicts: number) {
  const documents = createDocuments();
  const view = createView({ documents, commands: { all: () => [], get: () => undefined }, member: () => 'mina', now: () => someTime });
  const bulk = aUlid();
  const made = Array.from(
    { length: conflicts },
    (_, i): Conflict => ({
      ...{ id: i.toString(16).padStart(64, '0'), kind: 'conflict', at: i, by: 'owner', commandId: bulk, leadId: `${i}~001` },
      ...{ field: 'status', lost: 'won', lostBy: 'mina', lostAt: 0, kept: 'contacted' },
    }),
  );
  const leads = made.map(({ leadId: id }, i) => ({
    id,
    body: aLead({ id, userId: String(i), status: i === 0 ? 'interested' : 'contacted' }),
  }));
  documents.stage('lead', leads);
  documents.stage(
    'activity',
    made.map((body) => ({ id: body.id, body })),
  );
  view.show(documents.takeIn());
  const added: unknown[] = [];
  const commands = { nextId: aUlid, add: async (some: readonly unknown[]) => void added.push(...some) };
  const notebook = { read: () => ({ member: 'mina' }) };
  const replica = { view, commands, notebook } as unknown as Replica;
  return { acts: conflictActsOn(replica, () => someTime), added, made, bulk };
}

test('given a losing value brought back, the command says what is shown now; given what stands kept, it says nothing of it', async () => {
  const { acts, added, made } = aDesk(1);
  const ids = made.map(({ id }) => id);

  const done = await acts.settle({ kind: 'ids', ids }, 'lost');
  await acts.settle({ kind: 'ids', ids }, 'standing');

  expect(added).toEqual([
    { id: done.undoes, act: { kind: 'settleConflicts', keep: 'lost', conflicts: [{ id: ids[0], seen: 'interested' }] } },
    { id: expect.any(String), act: { kind: 'settleConflicts', keep: 'standing', conflicts: [{ id: ids[0] }] } },
  ]);
});

test('given a bulk of more than a command may name, it is settled by several that are undone as one', async () => {
  const { acts, added, bulk } = aDesk(501);

  const done = await acts.settle({ kind: 'bulk', bulk, group: 'mine' }, 'standing');

  expect(done.leads).toBe(501);
  const sent = added as { id: string; act: { batchId?: string; conflicts: readonly unknown[] } }[];
  expect(sent.map(({ act }) => [act.batchId, act.conflicts.length])).toEqual([
    [done.undoes, 500],
    [done.undoes, 1],
  ]);
});

test('given nothing that is here, nothing is stored', async () => {
  const { acts, added } = aDesk(1);

  expect(await acts.settle({ kind: 'ids', ids: ['f'.repeat(64)] }, 'lost')).toEqual({ undoes: '', leads: 0 });
  expect(added).toEqual([]);
});
