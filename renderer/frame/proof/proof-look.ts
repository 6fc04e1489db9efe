import type { ReplicaStatus } from '../../replica/desk/replica-status.ts';
import type { ProofState } from '../../replica/proof/proof-state.ts';

/** What the status bar says of the proof: the state, as far as it can be known without a connection. */
export type ProofLook = Readonly<{
  words: 'same' | 'was' | 'never' | 'checking' | 'repairing' | 'different';
  tone: 'good' | 'quiet' | 'busy' | 'wrong';
}>;

export function proofLook({ connection }: Pick<ReplicaStatus, 'connection'>, { kind, proven }: ProofState): ProofLook {
  switch (kind) {
    case 'different':
      return { words: 'different', tone: 'wrong' };
    case 'repairing':
      return { words: 'repairing', tone: 'wrong' };
    case 'counting':
    case 'checking':
      return { words: 'checking', tone: 'busy' };
    default:
      if (kind === 'same' && connection === 'connected') return { words: 'same', tone: 'good' };
      return { words: proven ? 'was' : 'never', tone: 'quiet' };
  }
}
