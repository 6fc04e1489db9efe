import { expect, test } from 'vitest';
import { aCommand, aPatch } from '../../contract/testing/build-command.ts';
import { createCommandTurns } from './command-turns.ts';
import type { StoredCommand } from './stored-command.ts';

const aStored = (): StoredCommand => {
  const command = aCommand(aPatch());
  return { id: command.id, command, storedAt: 0 };
};

/** Turns over a store that notes each go, and refuses one that holds a command that is too large. */
function someTurns(tooLarge?: StoredCommand) {
  const goes: string[][] = [];
  const turns = createCommandTurns(async (added) => {
    goes.push(added.map(({ id }) => id));
    if (added.some((stored) => stored === tooLarge)) throw new Error('QuotaExceededError');
  });
  return { turns, goes };
}

const idsOf = (stored: readonly StoredCommand[]) => stored.map(({ id }) => id);

test('given thousands of commands while the store is busy, they are stored in a few goes, in the order they came', async () => {
  const { turns, goes } = someTurns();
  const all = Array.from({ length: 1_200 }, aStored);

  await Promise.all(all.map((stored) => turns.add([stored])));

  expect(goes.flat()).toEqual(idsOf(all));
  expect(goes.length).toBeLessThan(5);
});

test('given one that the store refuses among others that wait with it, it alone fails, and nothing of its call is stored with another', async () => {
  const [first, second, large, last] = [aStored(), aStored(), aStored(), aStored()];
  const { turns, goes } = someTurns(large);

  const stored = await Promise.allSettled([turns.add([first]), turns.add([second, large]), turns.add([last])]);

  expect(stored.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(goes.slice(1)).toEqual([[first.id], [second.id, large.id], [last.id]]);
});

test('given a change asked for between two calls, it is made between them', async () => {
  const { turns, goes } = someTurns();
  const [before, after] = [aStored(), aStored()];

  await Promise.all([turns.add([before]), turns.inTurn(async () => void goes.push(['a change'])), turns.add([after])]);

  expect(goes).toEqual([[before.id], ['a change'], [after.id]]);
});

test('given calls while one is being stored, they wait for the next go', async () => {
  const { turns, goes } = someTurns();
  const [first, second, third] = [aStored(), aStored(), aStored()];

  const storing = turns.add([first]);
  await Promise.resolve();
  await Promise.all([storing, turns.add([second]), turns.add([third])]);

  expect(goes).toEqual([[first.id], [second.id, third.id]]);
});
