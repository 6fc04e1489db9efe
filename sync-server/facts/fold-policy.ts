import type { SetPolicy } from '../../contract/command/set-policy.ts';
import { rulesOf } from '../../domain/policy/set-policy.ts';
import type { CommandFact } from '../store/port/fact.ts';
import type { Documents } from './documents.ts';

/** Writes the policy as it became when the command was judged; one that changed nothing left no effect. */
export function foldSetPolicy(documents: Documents, { factId: id, at, by, body }: CommandFact, { undoes, reason }: SetPolicy): void {
  if (body.effect?.kind !== 'policySet') return;
  const { policy, was, lost } = body.effect;
  documents.put('policy', policy);
  documents.put('activity', {
    ...{ id, kind: 'policySet', at, by, version: policy.version, became: rulesOf(policy) },
    ...(was && { was }),
    ...(lost && { lost }),
    ...(undoes !== undefined && { undoes }),
    ...(reason !== undefined && { reason }),
  });
}
