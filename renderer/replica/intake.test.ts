import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, expect, test } from 'vitest';
import { aPatch } from '../../contract/testing/build-command.ts';
import { aLead } from '../../contract/testing/build-document.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { openCommandStore } from './command-store.ts';
import { createDocuments } from './documents.ts';
import { createIntake } from './intake.ts';
import { openReplicaDatabase, type ReplicaDatabase } from './open-database.ts';
import { rxdbRecords } from './rxdb-records.ts';
import { createView } from './view.ts';

const [epochA, epochB] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
const poke = (epoch: string, seq: number) => ({ protocol: 1, epoch, heads: { lead: seq } });

let database: ReplicaDatabase | undefined;
afterEach(async () => void (await database?.close()));

let made = 0;

/** What comes in, over a view that shows one lead, with one command that was stored. */
async function anIntake(filling = false) {
  database = await openReplicaDatabase(getRxStorageMemory(), { workspace: `intake${++made}`, member: 'owner' });
  const commands = await openCommandStore(rxdbRecords(database.command), { now: () => someTime, random: Math.random });
  const documents = createDocuments();
  const view = createView({ documents, commands, member: () => 'owner', now: () => someTime });
  const intake = createIntake({ documents, view, commands, filling: () => filling, background: (work) => void work });
  commands.changed$.subscribe(intake.commanded);
  intake.staged('lead', [{ id: '39~001', body: aLead() }]);
  intake.takeIn();
  const id = commands.nextId();
  await commands.add([{ id, act: aPatch() }]);
  const answer = () => commands.answer([{ id, status: 'applied', visibleAt: { epoch: epochA as string, seqs: { lead: 5 } } }], epochA);
  return { intake, commands, view, id, answer };
}

test('given an outcome that is being stored while the server begins a new life, the command is given to it again (I6)', async () => {
  const { intake, commands, id, answer } = await anIntake();
  intake.poked(poke(epochA as string, 4));

  const answering = answer();
  intake.poked(poke(epochB as string, 4));
  await answering;

  await expect.poll(() => commands.get(id)?.outcome).toBeUndefined();
});

test('given its effect is stored but half of its transaction is still being pulled, the overlay stays until it is shown', async () => {
  const { intake, commands, view, id, answer } = await anIntake();
  intake.poked({ ...poke(epochA as string, 5), heads: { lead: 5, activity: 6 } });
  await answer();
  intake.staged('lead', [{ id: '39~001', body: aLead({ status: 'contacted' }) }]);

  intake.reached('lead', { epoch: epochA as string, seq: 5 }, true);
  intake.commanded();
  await commands.change([], (stored) => stored); // whatever was to be written is written
  expect(commands.get(id)?.settled).toBeUndefined();
  expect(view.lead('39~001')?.status).toBe('contacted');
  intake.reached('activity', { epoch: epochA as string, seq: 6 }, true);

  await expect.poll(() => commands.get(id)?.settled).toBe(true);
  expect(view.lead('39~001')?.status).toBe('contacted');
  expect(view.overlay().leads.size).toBe(0);
});

test('given its effect is in a document that somebody has changed since, the overlay stays until the page with that document is shown', async () => {
  const { intake, commands, view, id, answer } = await anIntake();
  intake.poked(poke(epochA as string, 5));
  await answer();
  intake.poked(poke(epochA as string, 8));

  intake.reached('lead', { epoch: epochA as string, seq: 6 }, false); // 39~001 was #5, and is #7 now
  await commands.change([], (stored) => stored); // whatever was to be written is written
  expect(commands.get(id)?.settled).toBeUndefined();
  expect(view.lead('39~001')?.status).toBe('contacted');
  intake.staged('lead', [{ id: '39~001', body: aLead({ status: 'won' }) }]);
  intake.reached('lead', { epoch: epochA as string, seq: 8 }, true);

  await expect.poll(() => commands.get(id)?.settled).toBe(true);
  expect(view.lead('39~001')?.status).toBe('won');
});

test('given a fill, shows the first page at once, then ever longer strides, and at its end all of it', async () => {
  const { intake, view } = await anIntake(true);
  intake.poked(poke(epochA as string, 10));
  let seq = 0;
  const fill = (count: number) => {
    intake.staged(
      'lead',
      Array.from({ length: count }, (_, i) => ({ id: `u${seq}-${i}~p`, body: aLead({ id: `u${seq}-${i}~p` }) })),
    );
    intake.reached('lead', { epoch: epochA as string, seq: ++seq }, false);
    return view.rows.size - 1; // one was there before
  };

  expect([fill(20), fill(10), fill(10), fill(10)]).toEqual([20, 20, 40, 40]);

  intake.reached('lead', { epoch: epochA as string, seq: 10 }, true);
  expect(view.rows.size - 1).toBe(50);
});

test('given a command done here and then its outcome, only the first is told as what a person did just now', async () => {
  const { commands, view, answer } = await anIntake();
  const told: (readonly string[])[] = [];
  view.changed$.subscribe((changed) => told.push([...changed]));

  await commands.add([{ id: commands.nextId(), act: aPatch() }]);
  await answer();

  expect(told).toEqual([['command', 'act'], ['command']]);
});
