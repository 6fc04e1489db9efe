import fc from 'fast-check';
import type { Act, Command } from '../../../contract/command.ts';
import { anyFieldPatch } from '../../../contract/testing/arbitrary-patch.ts';
import { aCommand, aUlid } from '../../../contract/testing/build-command.ts';
import { aLead } from '../../../contract/testing/build-document.ts';

export const leadIds = ['39~001', '40~001'] as const;
export const twoLeads = leadIds.map((id) => aLead({ id, userId: id.slice(0, 2) }));

const anyMember = fc.constantFrom<'mina' | 'jiho'>('mina', 'jiho');

/** Patches of one or both leads, some in a batch, and undoes of something earlier: a patch, a batch, or another undo. */
export const anyStory = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        by: anyMember,
        patch: anyFieldPatch,
        leads: fc.subarray([...leadIds], { minLength: 1 }),
        batched: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.record({ by: anyMember, undoes: fc.nat(20), whole: fc.boolean() }) },
  ),
  { maxLength: 14 },
);
type Story = typeof anyStory extends fc.Arbitrary<infer T> ? T : never;

/** What each of two members did, in log order. */
export function toActs(story: Story): readonly Readonly<{ by: 'mina' | 'jiho'; command: Command }>[] {
  const batchId = aUlid();
  const made: { by: 'mina' | 'jiho'; command: Command }[] = [];
  for (const step of story) {
    if ('undoes' in step) {
      const undone = made[step.undoes % Math.max(1, made.length)]?.command;
      if (undone) made.push({ by: step.by, command: aCommand({ kind: 'undo', undoes: (step.whole && batchOf(undone)) || undone.id }) });
    } else {
      const { field, from, to } = step.patch;
      const group = { field, ...(from !== undefined && { from }), ...(to !== undefined && { to }), leads: step.leads };
      const act: Act = { kind: 'patchLeads', groups: [group], ...(step.batched && { batchId }) };
      made.push({ by: step.by, command: aCommand(act) });
    }
  }
  return made;
}

/** The same story, all of it by one member. */
export const toCommands = (story: Story): Command[] => toActs(story).map(({ command }) => command);

const batchOf = ({ act }: Command) => (act.kind === 'patchLeads' ? act.batchId : undefined);
