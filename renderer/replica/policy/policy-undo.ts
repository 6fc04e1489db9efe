import type { SetPolicy } from '../../../contract/command/set-policy.ts';
import { shippedRules } from '../../../domain/policy/shipped-rules.ts';
import type { StoredCommand } from '../stored-command.ts';
import type { View } from '../view.ts';

type Known = Readonly<{ view: Pick<View, 'documents' | 'policy' | 'policyBefore'>; commands: readonly StoredCommand[] }>;

/** What takes a policy back, and whether what that command set still holds; undefined where the command set no policy. */
export type PolicyUndo = Readonly<{ act: SetPolicy; holds: boolean }>;

/** What held before is told by the audit, and before the server has answered, by what this desk showed. */
export function policyUndo(undoes: string, { view, commands }: Known): PolicyUndo | undefined {
  const audit = view.documents.of('activity').get(undoes);
  if (audit?.kind === 'policySet') return toUndo(undoes, audit.was ?? shippedRules(audit.became.id), view);
  const act = commands.find(({ id }) => id === undoes)?.command.act;
  return act?.kind === 'setPolicy' ? toUndo(undoes, view.policyBefore(act.policy.id, undoes), view) : undefined;
}

function toUndo(undoes: string, policy: SetPolicy['policy'], view: Known['view']): PolicyUndo {
  const now = view.policy(policy.id);
  return { act: { kind: 'setPolicy', policy, from: now?.version ?? 0, undoes }, holds: now?.commandId === undoes };
}
