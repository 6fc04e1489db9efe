import { Command, type CommandBatch, type Outcome } from '../../contract/command.ts';
import { hash } from '../../domain/identity/hash.ts';
import { systemMember } from '../facts/system-member.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import { type AnyCommand, type Applied, applyCommand } from './apply-command.ts';
import type { Actor } from './may.ts';

export type CommandPorts = Readonly<{
  store: Pick<Store, 'feed' | 'credentials'>;
  wakeUps: WakeUps;
  /** Epoch ms. */
  now: () => number;
}>;

export type Commands = Readonly<{
  /**
   * Applies a member's commands one after another in the order given, each in a transaction of its own, and answers those
   * that have an outcome. A command that is *held* (its `after` names one that is rejected or not here) has none: it is
   * absent from the answer, nothing of it is stored, and its sender keeps it.
   */
  apply(workspace: string, member: string, commands: readonly CommandBatch['commands'][number][]): Promise<Outcome[]>;
  /** Adds a member to whom leads can be assigned; once, however often it is said. */
  addMember(workspace: string, member: string): Promise<void>;
}>;

export function createCommands({ store, wakeUps, now }: CommandPorts): Commands {
  const applyOne = async (workspace: string, command: AnyCommand, actor: Actor): Promise<Applied> => {
    const hmacKey = await store.credentials.hmacKey(workspace);
    const applied = await store.feed.transaction(workspace, (feed) => applyCommand(feed, command, actor, { now: now(), hmacKey }));
    if (applied.advanced) wakeUps.feedAdvanced$.next(workspace);
    if (applied.queued) wakeUps.outboxAdded$.next(workspace);
    return applied;
  };

  return {
    async apply(workspace, member, commands) {
      const outcomes: Outcome[] = [];
      for (const raw of commands) {
        const command = Command.safeParse(raw);
        const { outcome } = command.success
          ? await applyOne(workspace, command.data, { member, from: 'credential' })
          : { outcome: { id: raw.id, status: 'rejected', code: 'command.schema' } as const };
        if (outcome !== 'held') outcomes.push(outcome);
      }
      return outcomes;
    },
    async addMember(workspace, member) {
      const act = { kind: 'addMember', member } as const;
      const command = { id: hash(act.kind, member), issuedAt: now(), act };
      await applyOne(workspace, command, { member: systemMember, from: 'inside' });
    },
  };
}
