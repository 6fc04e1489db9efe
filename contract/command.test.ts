import { expect, test } from 'vitest';
import { Command } from './command.ts';
import { everyLead } from './lead-filter.ts';
import { aCommand, aPatch, aUlid } from './testing/build-command.ts';

const leads = (count: number) => Array.from({ length: count }, (_, i) => `u${i}~p`);

test('given a patch of 500 leads in two groups, it is one command', () => {
  const command = aCommand({
    kind: 'patchLeads',
    groups: [
      { field: 'status', from: 'new', to: 'won', leads: leads(250) },
      { field: 'tag:vip', to: 'on', leads: leads(250) },
    ],
  });

  expect(Command.safeParse(command).success).toBe(true);
});

test.each([
  [
    '501 leads',
    aCommand({
      kind: 'patchLeads',
      groups: [
        { field: 'status', to: 'won', leads: leads(250) },
        { field: 'tag:a', to: 'on', leads: leads(251) },
      ],
    }),
  ],
  ['a field of a read model', aCommand(aPatch({ field: 'searches' as never }))],
  ['an empty tag', aCommand(aPatch({ field: 'tag:' as never }))],
  ['null for unset', aCommand(aPatch({ to: null as never }))],
  ['a status that is unset', aCommand(aPatch({ to: undefined }))],
  [
    'a user twice in a dispatch',
    aCommand({ kind: 'requestDispatch', recipients: [1, 2].map(() => ({ userId: '39', productIds: ['001'] })) }),
  ],
  ['a segment of neither name nor filter', aCommand({ kind: 'saveSegment', segmentId: aUlid() })],
  [
    'a filter of more values than anybody ticks',
    aCommand({ kind: 'saveSegment', segmentId: aUlid(), filter: { to: { ...everyLead, products: leads(501).map((_, i) => `p${i}`) } } }),
  ],
  ['a lower-case ULID', aCommand(aPatch(), { id: aUlid().toLowerCase() })],
  ['who did it', { ...aCommand(aPatch()), member: 'owner' }],
])('given %s, refuses the command', (_why, command) => {
  expect(Command.safeParse(command).success).toBe(false);
});
