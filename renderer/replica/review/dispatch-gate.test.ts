import fc from 'fast-check';
import { Subject } from 'rxjs';
import { expect, test } from 'vitest';
import { everyLead } from '../../../contract/lead-filter.ts';
import { aCommand, aPatch } from '../../../contract/testing/build-command.ts';
import type { AudienceChange } from '../../../domain/dispatching/compare-audience.ts';
import { unwritten } from '../../../domain/dispatching/written-message.ts';
import type { CommandStore } from '../command-store.ts';
import { nextBatch } from '../sending/next-batch.ts';
import type { StoredCommand } from '../stored-command.ts';
import { createDispatchGate } from './dispatch-gate.ts';

const same: AudienceChange = { entered: [], left: [] };
const other: AudienceChange = { entered: ['41'], left: [] };

const aDispatch = (change: Partial<StoredCommand> = {}): StoredCommand => {
  const command = aCommand({ kind: 'requestDispatch', recipients: [{ userId: '39', productIds: ['001'] }] });
  const audience = { ...unwritten, selection: { kind: 'matching', filter: everyLead }, leftOut: {}, batch: command.id } as const;
  return { id: command.id, command, storedAt: 0, audience, ...change };
};

/** A gate over commands in memory; `changeOf` is how every audience has changed by now. */
function aGate(...first: readonly StoredCommand[]) {
  const stored = new Map(first.map((each) => [each.id, each]));
  const world = { change: same, refuses: false };
  const changed$ = new Subject<void>();
  const commands: Pick<CommandStore, 'all' | 'get' | 'change' | 'changed$'> = {
    all: () => [...stored.values()],
    get: (id) => stored.get(id),
    changed$,
    change: async (ids, to) => {
      if (world.refuses) throw new Error('QuotaExceededError');
      for (const id of ids) stored.set(id, to(stored.get(id) as StoredCommand) as StoredCommand);
    },
  };
  const gate = createDispatchGate({
    commands: commands as CommandStore,
    changeOf: () => world.change,
    background: (work) => void work.catch(() => undefined),
  });
  return { gate, stored, world, changed$, leaving: () => nextBatch(commands.all(), gate.holds).map(({ id }) => id) };
}

test('given one that was posted already, it is held until it is known which server this is; who got it is not asked about again (I7)', () => {
  const posted = aDispatch({ posted: true });
  const { gate, world, stored, leaving } = aGate(posted);
  world.change = other;
  let opened = 0;
  gate.opened$.subscribe(() => opened++);

  const before = leaving();
  gate.inStep();
  const inStep = leaving();
  gate.lost();

  expect([before, inStep, leaving()]).toEqual([[], [posted.id], []]);
  expect([opened, stored.get(posted.id)]).toEqual([1, posted]);
});

test('given one that says that it was given before, and a change that sends nothing, neither waits for the desk to be in step', () => {
  const given = aDispatch({ posted: true });
  const patch = aCommand(aPatch());
  const { leaving } = aGate(
    { ...given, command: { ...given.command, givenBefore: true } },
    { id: patch.id, command: patch, storedAt: 0, posted: true },
  );

  expect(leaving()).toEqual([given.id, patch.id]);
});

test('given what names one that is held, it stays too', () => {
  const held = aDispatch();
  const cancel = aCommand({ kind: 'cancelDispatch', dispatchId: held.id }, { after: [held.id] });
  const { leaving } = aGate(held, { id: cancel.id, command: cancel, storedAt: 0 });

  expect(leaving()).toEqual([]);
});

test('given the line breaks between the comparison and the sending, it is held and compared again', async () => {
  const dispatch = aDispatch();
  const { gate, world, stored, leaving } = aGate(dispatch);
  gate.inStep();
  const before = leaving();

  gate.lost();
  world.change = other;
  const between = leaving();
  gate.inStep();
  await Promise.resolve();

  expect([before, between, leaving()]).toEqual([[dispatch.id], [], []]);
  expect(stored.get(dispatch.id)).toMatchObject({ review: { entered: 1, left: 0 } });
});

test('given that the wait cannot be written down, it stays held, and is compared again', async () => {
  const { gate, world, stored, leaving } = aGate(aDispatch());
  world.change = other;
  world.refuses = true;
  gate.inStep();
  await Promise.resolve();
  const refused = leaving();

  world.refuses = false;
  await Promise.resolve();
  gate.inStep();
  await Promise.resolve();

  expect(refused).toEqual([]);
  expect([...stored.values()][0]).toMatchObject({ review: { entered: 1, left: 0 } });
});

test('given one that is asked for once more while in step, it is compared at once, and leaves', () => {
  const { gate, stored, changed$, leaving } = aGate();
  gate.inStep();
  const dispatch = aDispatch();

  stored.set(dispatch.id, dispatch);
  changed$.next();

  expect(leaving()).toEqual([dispatch.id]);
});

/** What may happen to a desk, in any order. */
const anyMoment = fc.constantFrom('inStep', 'lost', 'compose', 'audienceChanges', 'audienceIsAsBefore', 'send');

test('given any order of breaks, returns and changes, nothing leaves that was not in step and the same since the line broke (I8)', () => {
  fc.assert(
    fc.property(fc.array(anyMoment, { maxLength: 40 }), (moments) => {
      const { gate, world, stored, leaving } = aGate();
      const seen = new Set<string>(); // compared as the same, or written in step, since the line broke
      let current = false;
      for (const moment of moments) {
        if (moment === 'inStep') {
          gate.inStep();
          if (!current && world.change === same) for (const { id, review } of stored.values()) if (!review) seen.add(id);
          current = true;
        } else if (moment === 'lost') {
          gate.lost();
          seen.clear();
          current = false;
        } else if (moment === 'compose') {
          const dispatch = aDispatch();
          gate.composing([dispatch.id]);
          stored.set(dispatch.id, dispatch);
          if (current) seen.add(dispatch.id);
        } else if (moment === 'send') {
          for (const id of leaving()) {
            expect(seen.has(id)).toBe(true);
            stored.set(id, { ...(stored.get(id) as StoredCommand), posted: true, outcome: { id, status: 'applied' } });
          }
        } else world.change = moment === 'audienceChanges' ? other : same;
      }
    }),
  );
});
