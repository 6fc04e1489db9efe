import type { SetPolicy } from '../../contract/command/set-policy.ts';
import { setPolicy as set } from '../../domain/policy/set-policy.ts';
import { isSetByPeople, shippedRules } from '../../domain/policy/shipped-rules.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { applied, type CommandContext, type Judgement, rejected } from './handler.ts';

/** Judges a policy as a whole; what the fold writes and what the audit says is settled here, once. */
export async function setPolicy(act: SetPolicy, context: CommandContext): Promise<Judgement> {
  const { documents, by, at, commandId } = context;
  await documents.loadNamed('policy', [act.policy.id]);
  const now = documents.get('policy', act.policy.id);
  const result = set(now && isSetByPeople(now) ? now : undefined, await asAudited(act, context), { by, at, commandId });
  switch (result.kind) {
    case 'stale':
      return rejected('undo.nothingLeft');
    case 'unchanged':
      return applied;
    case 'set':
      return { outcome: { status: result.lost ? 'conflict' : 'applied' }, effect: { ...result, kind: 'policySet' } };
    default:
      return unreachable(result);
  }
}

/** An undo brings back what its command replaced here, which is not what its desk knew where that was a conflict. */
async function asAudited(act: SetPolicy, { documents }: CommandContext): Promise<SetPolicy> {
  if (act.undoes === undefined) return act;
  await documents.loadNamed('activity', [act.undoes]);
  const undone = documents.get('activity', act.undoes);
  if (undone?.kind !== 'policySet' || undone.became.id !== act.policy.id) return act;
  return { ...act, policy: undone.was ?? shippedRules(act.policy.id) };
}
