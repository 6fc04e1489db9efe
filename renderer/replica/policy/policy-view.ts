import type { PolicyId } from '../../../contract/policy.ts';
import { rulesOf } from '../../../domain/policy/set-policy.ts';
import { shippedRules } from '../../../domain/policy/shipped-rules.ts';
import type { PolicyView } from '../desk/rules-view.ts';
import type { Replica } from '../open-replica.ts';

/** A policy as it holds on this desk; pending while what is shown is a command without an outcome. */
export function policyView({ view, commands }: Pick<Replica, 'view' | 'commands'>, id: PolicyId): PolicyView {
  const policy = view.policy(id);
  if (!policy) return { rules: shippedRules(id), version: 0, pending: false };
  const { version, by, at, commandId } = policy;
  const stored = commands.get(commandId);
  return { rules: rulesOf(policy), version, set: { by, at, commandId }, pending: stored !== undefined && !stored.outcome };
}
