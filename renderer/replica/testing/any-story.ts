import fc from 'fast-check';
import type { Act, Command } from '../../../contract/command.ts';
import { anyFieldPatch } from '../../../contract/testing/arbitrary-patch.ts';
import { aCommand, aUlid } from '../../../contract/testing/build-command.ts';
import { aLead } from '../../../contract/testing/build-document.ts';

export const leadIds = ['39~001', '40~001'] as const;
export const twoLeads = leadIds.map((id) => aLead({ id, userId: id.slice(0, 2) }));

/** Patches of one or both leads, some in a batch, and undoes of an earlier one. */
export const anyStory = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ patch: anyFieldPatch, leads: fc.subarray([...leadIds], { minLength: 1 }), batched: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ undoes: fc.nat(20) }) },
  ),
  { maxLength: 12 },
);
type Story = typeof anyStory extends fc.Arbitrary<infer T> ? T : never;

export function toCommands(story: Story): Command[] {
  const batchId = aUlid();
  const made: Command[] = [];
  for (const step of story) {
    if ('undoes' in step) {
      const patches = made.filter(({ act }) => act.kind === 'patchLeads');
      const undone = patches[step.undoes % Math.max(1, patches.length)];
      if (undone) made.push(aCommand({ kind: 'undo', undoes: undone.act.kind === 'patchLeads' ? (undone.act.batchId ?? undone.id) : '' }));
    } else {
      const { field, from, to } = step.patch;
      const group = { field, ...(from !== undefined && { from }), ...(to !== undefined && { to }), leads: step.leads };
      const act: Act = { kind: 'patchLeads', groups: [group], ...(step.batched && { batchId }) };
      made.push(aCommand(act));
    }
  }
  return made;
}
