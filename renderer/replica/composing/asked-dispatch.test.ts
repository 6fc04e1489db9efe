import { expect, test } from 'vitest';
import { everyLead } from '../../../contract/lead-filter.ts';
import { aCommand } from '../../../contract/testing/build-command.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import { unwritten } from '../../../domain/dispatching/written-message.ts';
import { askedDispatch, askedItems } from './asked-dispatch.ts';

const act = {
  kind: 'requestDispatch' as const,
  recipients: ['39', '40'].map((userId) => ({ userId, productIds: ['001'] })),
};
const asked = { terms: {}, recipients: act.recipients };

test('given a message that was confirmed for one of two, it is queued for one, and the other is left out with the reason (I8)', () => {
  const command = aCommand(act);
  const written = { ...unwritten, selection: { kind: 'matching', filter: everyLead }, batch: command.id } as const;

  const stored = { id: command.id, command, audience: { ...written, leftOut: { '40': 'consent.missing' } } } as const;

  const items = askedItems(stored, asked);

  expect(askedDispatch(stored, asked, 'owner').counts).toMatchObject({ pending: 1, skipped: 1 });
  expect(items.map(({ userId, state, reason, at }) => [userId, state, reason, at])).toEqual([
    ['39', 'pending', undefined, someTime],
    ['40', 'skipped', 'consent.missing', someTime],
  ]);
});

test('given a dispatch that no composer wrote, everybody it names waits', () => {
  const command = aCommand(act);

  expect(askedDispatch({ id: command.id, command }, asked, 'owner').counts).toMatchObject({ pending: 2, skipped: 0 });
});
