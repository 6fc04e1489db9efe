import { Command, type CommandBatch, type Outcome } from '../../contract/command.ts';
import type { AdapterId } from '../../contract/dispatch.ts';
import type { ModelCard } from '../../contract/policy/model-card.ts';
import { hash } from '../../domain/identity/hash.ts';
import { digest } from '../facts/digest.ts';
import { systemMember } from '../facts/system-member.ts';
import type { OptOut, SystemAct } from '../store/port/fact.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import { type AnyCommand, type Applied, applyCommand } from './apply-command.ts';
import type { Actor } from './may.ts';
import { unheardAmong } from './unheard-opt-outs.ts';
import { withTheirCancels } from './with-their-cancels.ts';

export type CommandPorts = Readonly<{
  store: Pick<Store, 'feed' | 'credentials'>;
  wakeUps: WakeUps;
  /** Epoch ms. */
  now: () => number;
  /** Who brings messages to phones; the sandbox unless said. */
  provider?: AdapterId;
}>;

/** Which products, and where to: never what it says or which number. */
export type TestOnRecord = Omit<Extract<SystemAct, { kind: 'noteTestSend' }>, 'kind'>;

export type Commands = Readonly<{
  /**
   * Applies a member's commands one after another in the order given, each in a transaction of its own but for a dispatch that is
   * cancelled in the same request, and answers those that have an outcome. A command that is *held* (its `after` names one that is rejected or not here) has none: it is
   * absent from the answer, nothing of it is stored, and its sender keeps it.
   */
  apply(workspace: string, member: string, commands: readonly CommandBatch['commands'][number][]): Promise<Outcome[]>;
  /** Adds a member to whom leads can be assigned; once, however often it is said. */
  addMember(workspace: string, member: string): Promise<void>;
  /** Tells everybody of a learned file that is kept in the store; once, however often it is said. */
  publishModel(workspace: string, card: ModelCard): Promise<void>;
  /** Takes over numbers that opted out at a provider; each of them once, however often a list is read that has it. */
  importOptOuts(workspace: string, source: AdapterId, optOuts: readonly OptOut[]): Promise<void>;
  /** Pauses a dispatch that may have left before its store was put back, until a member resumes it; `nonce` tells one time from another. */
  pauseRestored(workspace: string, dispatchId: string, nonce: number): Promise<void>;
  /** Puts on record that a member sends themself a test; `nonce` tells one test from another. */
  noteTestSend(workspace: string, member: string, test: TestOnRecord, nonce: string): Promise<void>;
}>;

export function createCommands({ store, wakeUps, now, provider = 'sandbox' }: CommandPorts): Commands {
  const applyTogether = async (workspace: string, together: readonly AnyCommand[], actor: Actor): Promise<readonly Applied[]> => {
    const hmacKey = await store.credentials.hmacKey(workspace);
    const applied = await store.feed.transaction(workspace, async (feed) => {
      const done: Applied[] = [];
      for (const command of together) done.push(await applyCommand(feed, command, actor, { now: now(), hmacKey, provider }));
      return done;
    });
    if (applied.some(({ advanced }) => advanced)) wakeUps.feedAdvanced$.next(workspace);
    if (applied.some(({ queued }) => queued)) wakeUps.outboxAdded$.next(workspace);
    return applied;
  };

  /** The server's own act, once by job and input. */
  const applyAs = async (
    workspace: string,
    member: string,
    act: AnyCommand['act'],
    ...input: readonly (string | number)[]
  ): Promise<void> => {
    const command = { id: hash(act.kind, ...input), issuedAt: now(), act };
    await applyTogether(workspace, [command], { member, from: 'inside' });
  };
  const applyOwn = (workspace: string, act: AnyCommand['act'], ...input: readonly (string | number)[]) =>
    applyAs(workspace, systemMember, act, ...input);

  return {
    async apply(workspace, member, commands) {
      const parsed = commands.map((raw) => ({ id: raw.id, command: Command.safeParse(raw).data }));
      const outcomes: Outcome[] = parsed.flatMap(({ id, command }) => (command ? [] : unreadable(id)));
      for (const together of withTheirCancels(parsed.flatMap(({ command }) => command ?? []))) {
        const applied = await applyTogether(workspace, together, { member, from: 'credential' });
        outcomes.push(...applied.flatMap(({ outcome }) => (outcome === 'held' ? [] : outcome)));
      }
      return inOrderOf(commands, outcomes);
    },
    addMember: (workspace, member) => applyOwn(workspace, { kind: 'addMember', member }, member),
    async importOptOuts(workspace, source, optOuts) {
      const unheard = await unheardAmong(store.feed, workspace, optOuts);
      if (unheard.length === 0) return;
      const list = digest(await store.credentials.hmacKey(workspace), source, unheard); // of numbers only what cannot be turned back is an id
      await applyOwn(workspace, { kind: 'importOptOuts', source, optOuts: unheard }, source, list);
    },
    pauseRestored: (workspace, dispatchId, nonce) => applyOwn(workspace, { kind: 'pauseRestored', dispatchId }, dispatchId, nonce),
    noteTestSend: (workspace, member, test, nonce) => applyAs(workspace, member, { kind: 'noteTestSend', ...test }, member, nonce),
    publishModel: (workspace, card) => applyOwn(workspace, { kind: 'publishModel', card }, card.id, card.version, card.hash),
  };
}

const unreadable = (id: string): Outcome => ({ id, status: 'rejected', code: 'command.schema' });

/** One outcome a command, in the order in which they were asked for. */
function inOrderOf(commands: readonly Readonly<{ id: string }>[], outcomes: readonly Outcome[]): Outcome[] {
  const place = new Map(commands.map(({ id }, index) => [id, index]));
  return [...outcomes].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}
