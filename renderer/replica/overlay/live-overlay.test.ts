import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Conflict } from '../../../contract/activity.ts';
import type { Lead } from '../../../contract/lead.ts';
import { aCommand, aPatch } from '../../../contract/testing/build-command.ts';
import { aLead } from '../../../contract/testing/build-document.ts';
import type { StoredCommand } from '../stored-command.ts';
import { anyStory, leadIds, toCommands, twoLeads } from '../testing/any-story.ts';
import { createLiveOverlay } from './live-overlay.ts';
import type { Underlay } from './overlay.ts';
import { overlayOf } from './overlay-of.ts';

/** An overlay over leads and commands that a test changes; counts how often a lead was looked up. */
function anOverlay(first: readonly Lead[]) {
  const leads = new Map(first.map((lead) => [lead.id, lead]));
  const stored = new Map<string, StoredCommand>();
  const conflicts = new Map<string, Conflict>();
  const work = { looked: 0 };
  const under: Underlay = {
    lead: (id) => {
      work.looked++;
      return leads.get(id);
    },
    conflict: (id) => conflicts.get(id),
    product: () => undefined,
    segment: () => undefined,
    policy: () => undefined,
    person: () => undefined,
    decision: () => undefined,
    past: () => undefined,
    classifierMode: () => 'shadow',
    audit: () => undefined,
    auditOfBatch: () => [],
  };
  const commands = { all: () => [...stored.values()], get: (id: string) => stored.get(id) };
  const live = createLiveOverlay(under, commands, () => 'mina');
  return { leads, stored, conflicts, work, live, whole: () => overlayOf(under, commands.all(), 'mina') };
}

const outcome = (id: string, status: 'applied' | 'rejected') => ({ id, status });

/** What may become of a command that is there already, and a change of a lead under it. */
const anySteps = fc.array(
  fc.record({ at: fc.nat(20), does: fc.constantFrom('add', 'apply', 'refuse', 'settle', 'reopen', 'forget', 'lead') }),
  { maxLength: 40 },
);

test('given commands that come, are answered, settled, reopened and forgotten over changing leads, it is what making it whole gives', () => {
  fc.assert(
    fc.property(anyStory, anySteps, (story, steps) => {
      const coming = toCommands(story);
      const { leads, stored, live, whole } = anOverlay(twoLeads);

      for (const { at, does } of steps) {
        const next = coming[0];
        const id = [...stored.keys()][at % Math.max(1, stored.size)];
        const known = stored.get(id ?? '');
        if (does === 'add' && next) stored.set(next.id, { id: next.id, command: next, storedAt: 0 });
        if (does === 'add') coming.shift();
        if (known && does === 'apply' && !known.outcome) stored.set(known.id, { ...known, outcome: outcome(known.id, 'applied') });
        if (known && does === 'refuse' && !known.outcome) stored.set(known.id, { ...known, outcome: outcome(known.id, 'rejected') });
        if (known && does === 'settle' && known.outcome) stored.set(known.id, { ...known, settled: true });
        if (known && does === 'reopen') stored.set(known.id, { id: known.id, command: known.command, storedAt: 0 });
        if (known && does === 'forget') stored.delete(known.id);
        const leadId = leadIds[at % 2] as string;
        if (does === 'lead') leads.set(leadId, aLead({ id: leadId, searches: at }));
        live.renew(new Map([['lead', new Set(does === 'lead' ? [leadId] : [])]]));
        live.recommand();

        expect(live.now().leads).toEqual(whole().leads);
        expect(live.now().pendingLeads).toEqual(whole().pendingLeads);
      }
    }),
  );
});

test('given a bulk edit of many leads that waits, a changed lead makes its own overlay anew and no other', () => {
  const many = Array.from({ length: 1_000 }, (_, i) => aLead({ userId: `u${i}`, id: `u${i}~001` }));
  const { leads, stored, work, live } = anOverlay(many);
  for (const half of [many.slice(0, 500), many.slice(500)]) {
    const command = aCommand(aPatch({ leads: half.map(({ id }) => id) }));
    stored.set(command.id, { id: command.id, command, storedAt: 0 });
  }
  expect(live.recommand().size).toBe(1_000);
  work.looked = 0;

  leads.set('u7~001', aLead({ userId: 'u7', id: 'u7~001', searches: 9 }));
  expect([...live.renew(new Map([['lead', new Set(['u7~001', 'other~001'])]]))]).toEqual(['u7~001']);

  expect(live.now().leads.get('u7~001')).toMatchObject({ searches: 9, status: 'contacted' });
  expect(work.looked).toBe(1);
  expect(live.recommand().size).toBe(0);
});

test('given a patch that was refused, the undo of it that waits changes nothing', () => {
  const patch = aCommand(aPatch({ field: 'status', from: 'new', to: 'new', leads: ['39~001'] }));
  const undo = aCommand({ kind: 'undo', undoes: patch.id });
  const { stored, live, whole } = anOverlay(twoLeads);

  stored.set(patch.id, { id: patch.id, command: patch, storedAt: 0, outcome: outcome(patch.id, 'rejected') });
  stored.set(undo.id, { id: undo.id, command: undo, storedAt: 0 });
  live.recommand();

  expect(live.now().pendingLeads).toEqual(whole().pendingLeads);
  expect(live.now().leads).toEqual(new Map());
});

test('given a settlement that is known here before its conflict, both lead and conflict are shown settled once the conflict arrives, and not after it is gone', () => {
  const { stored, conflicts, live, whole } = anOverlay([aLead({ status: 'contacted' })]);
  const id = 'c'.repeat(64);
  const settle = aCommand({ kind: 'settleConflicts', keep: 'lost', conflicts: [{ id, seen: 'contacted' }] });
  stored.set(settle.id, { id: settle.id, command: settle, storedAt: 0 });
  live.recommand();
  expect(live.now().leads.size).toBe(0);

  conflicts.set(id, { id, kind: 'conflict', at: 1, by: 'owner', commandId: id, leadId: '39~001', field: 'status', lost: 'won' });
  live.renew(new Map([['activity', new Set([id])]]));

  expect(live.now().leads.get('39~001')?.status).toBe('won');
  expect(live.now().conflicts.get(id)?.settled).toMatchObject({ commandId: settle.id, by: 'mina', keep: 'lost' });
  expect(new Map(live.now().conflicts)).toEqual(whole().conflicts);
  stored.clear();
  live.recommand();
  expect([live.now().leads.size, live.now().conflicts.size]).toEqual([0, 0]);
});
