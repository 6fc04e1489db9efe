import { expect, test } from 'vitest';
import type { Outcome } from '../../contract/command.ts';
import { aCommand, aPatch } from '../../contract/testing/build-command.ts';
import { isDoubtful, isVisible, type StoredCommand, standings } from './stored-command.ts';

const epochA = '00000000-0000-4000-8000-00000000000a';
const epochB = '00000000-0000-4000-8000-00000000000b';

const stored = (after: string[] = [], outcome?: Partial<Outcome>): StoredCommand => {
  const command = aCommand(aPatch(), after.length > 0 ? { after } : {});
  return { id: command.id, command, storedAt: 0, ...(outcome && { outcome: { id: command.id, status: 'applied', ...outcome } }) };
};

test('given a refused command, those that name it are held, and those that name those', () => {
  const refused = stored([], { status: 'rejected', code: 'lead.unknown' });
  const held = stored([refused.id]);
  const heldToo = stored([held.id]);
  const free = stored();

  const found = standings([refused, held, heldToo, free]);

  expect([refused, held, heldToo, free].map(({ id }) => found.get(id))).toEqual(['refused', 'held', 'held', 'waiting']);
});

test('given an outcome of two collections, it is visible only when both are stored in its epoch', () => {
  const command = stored([], { visibleAt: { epoch: epochA, seqs: { lead: 5, activity: 6 } } });
  const place =
    (lead: number, activity: number, epoch = epochA) =>
    (name: string) => ({ epoch, seq: name === 'lead' ? lead : activity });

  expect(isVisible(command, place(5, 5))).toBe(false);
  expect(isVisible(command, () => undefined)).toBe(false);
  expect(isVisible(command, place(9, 9, epochB))).toBe(false);
  expect(isVisible({ ...command, confirmedIn: epochB }, place(9, 9, epochB))).toBe(true);
  expect(isVisible(command, place(5, 6))).toBe(true);
});

test('given an outcome without effect, it is visible at once; without an outcome, never', () => {
  expect(isVisible(stored([], {}), () => undefined)).toBe(true);
  expect(isVisible(stored(), () => undefined)).toBe(false);
});

test('given the server began a new life, an unseen outcome of the old one is doubted once', () => {
  const command = stored([], { visibleAt: { epoch: epochA, seqs: { lead: 5 } } });

  expect(isDoubtful(command, epochA)).toBe(false);
  expect(isDoubtful(command, epochB)).toBe(true);
  expect(isDoubtful({ ...command, confirmedIn: epochB }, epochB)).toBe(false);
});
