import type { Freshness } from '../../domain/freshness/freshness-of.ts';
import type { ConnectionState } from './connection.ts';
import type { ReplicaStatus } from './desk/replica-status.ts';
import type { ReplicaState } from './open-replica.ts';
import type { ProofState } from './proof/proof-state.ts';
import type { Memory } from './session-memory.ts';
import { commandsThatAre, type StoredCommand } from './stored-command.ts';

/** What the status bar is made of. Without `replica` nothing is open: no session yet. */
export type Standing = Readonly<{
  connection: ConnectionState;
  /** Events that the server has and has not worked in yet; 0 unless they are many. */
  lag: number;
  replica?: Readonly<{ state: ReplicaState; proof: ProofState; freshness?: Freshness; commands: readonly StoredCommand[]; memory: Memory }>;
}>;

/** One line from all of it; what stops the marketer most is said first. */
export function statusOf({ connection, lag, replica }: Standing): ReplicaStatus {
  const said = connectionOf(connection, replica?.state);
  if (!replica) return { ...said, waiting: 0, persisted: false };
  const { state, proof, freshness, commands, memory } = replica;
  const waiting = commandsThatAre('waiting', commands);
  const [oldest] = waiting;
  const review = new Set(commandsThatAre('review', commands).map(({ id, audience }) => audience?.batch ?? id)).size;
  return {
    ...said,
    ...{ workspace: memory.workspace, member: memory.member, waiting: waiting.length, persisted: false, proof },
    ...(review > 0 && { review }),
    ...(oldest && { oldestWaitingAt: oldest.command.issuedAt }),
    ...(said.connection === 'filling' && { filled: state.documents }),
    ...(said.connection !== 'filling' && state.filling && { incomplete: true as const }),
    ...(lag > 0 && { lag }),
    ...(freshness && { freshness }),
    ...(state.unreadable > 0 && { unreadable: state.unreadable }),
    ...(state.syncedAt !== undefined && { syncedAt: state.syncedAt }),
  };
}

function connectionOf({ kind, code }: ConnectionState, state: ReplicaState | undefined): Pick<ReplicaStatus, 'connection' | 'code'> {
  if (state?.storeFailed) return { connection: 'failed', code: state.storeFailed };
  if (kind === 'connected' && state?.filling) return { connection: 'filling' };
  return { connection: kind, ...(code && { code }) };
}
