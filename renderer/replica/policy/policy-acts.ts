import { addCommandsTo } from '../add-commands.ts';
import type { Desk } from '../desk.ts';
import type { Replica } from '../open-replica.ts';

export type PolicyActs = Pick<Desk, 'setPolicy'>;

/** Publishes a policy; it is in effect on this desk at once, and on every other when the server has it. */
export function policyActsOn({ commands }: Replica, now: () => number): PolicyActs {
  const add = addCommandsTo(commands, now);
  return {
    setPolicy: async (policy, from, reason) => {
      const id = commands.nextId();
      await add([{ id, act: { kind: 'setPolicy', policy, from, ...(reason !== undefined && { reason }) } }]);
      return { undoes: id, leads: 1 };
    },
  };
}
