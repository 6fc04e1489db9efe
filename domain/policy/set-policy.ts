import type { SetPolicy } from '../../contract/command/set-policy.ts';
import type { PolicyRules, SetByPeople } from '../../contract/policy.ts';
import { canonicalJson } from '../identity/canonical-json.ts';

/** Whose policy was replaced unseen, and which version it was. */
export type LostPolicy = Readonly<Pick<SetByPeople, 'version' | 'by' | 'at'>>;

/** What became of a policy. `unchanged`: it was so already; `stale`: what an undo would take back does not hold any more. */
export type PolicySet =
  | Readonly<{ kind: 'set'; policy: SetByPeople /** Absent: the shipped one held. */; was?: PolicyRules; lost?: LostPolicy }>
  | Readonly<{ kind: 'unchanged' }>
  | Readonly<{ kind: 'stale' }>;

export type PolicyAuthor = Readonly<{ by: string; at: number; commandId: string }>;

/**
 * Sets a policy as a whole, by the rule for everything that people set: the later command in log order wins, and what it replaced unseen is
 * told. What one set oneself one has seen: of two that were published on the way, the second is no conflict with the first. Server and
 * desk ask this same function.
 */
export function setPolicy(now: SetByPeople | undefined, { policy, from, undoes }: SetPolicy, author: PolicyAuthor): PolicySet {
  const was = now && rulesOf(now);
  if (undoes !== undefined && now?.commandId !== undoes) return { kind: 'stale' };
  if (was && canonicalJson(was) === canonicalJson(policy)) return { kind: 'unchanged' };
  const unseen = now !== undefined && undoes === undefined && now.version > from && now.by !== author.by;
  return {
    kind: 'set',
    policy: { ...policy, ...author, version: (now?.version ?? 0) + 1 },
    ...(was && { was }),
    ...(unseen && { lost: { version: now.version, by: now.by, at: now.at } }),
  };
}

/** A policy without who set it. */
export function rulesOf({ version: _version, by: _by, at: _at, commandId: _commandId, ...rules }: SetByPeople): PolicyRules {
  return rules;
}
