import { useMemo, useState } from 'react';
import type { FailureCode } from '../../../contract/failure.ts';
import type { PolicyId, PolicyRules } from '../../../contract/policy.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import { useStream } from '../../parts/use-stream.ts';
import type { PolicyView } from '../../replica/desk/rules-view.ts';
import type { Desk } from '../../replica/desk.ts';
import { DeskError } from '../../replica/desk-error.ts';
import { useUiStore } from '../../ui-state/store.ts';

/** A policy as it holds, and as it is being changed here. */
export type Drafting<Rules extends PolicyRules> = Readonly<{
  policy: PolicyView;
  /** What is shown: the draft, or what holds. */
  rules: Rules;
  isChanged: boolean;
  /** Somebody has set another version since the change began. */
  isBehind: boolean;
  change: (rules: Rules) => void;
  discard: () => void;
  /** With why, for the audit, where that was said. */
  publish: (reason: string) => Promise<void>;
  failed: FailureCode | undefined;
}>;

type Needs = Pick<Desk, 'policy$' | 'setPolicy'>;

/** Undefined until the replica has spoken. Publishing stores a command first; it is in effect here at once, with a server or without. */
export function usePolicyDraft<Rules extends PolicyRules>(desk: Needs, id: Rules['id'] & PolicyId): Drafting<Rules> | undefined {
  const policy = useStream(useMemo(() => desk.policy$(id), [desk, id]));
  const draft = useUiStore((state) => state.drafts[id]);
  const redraft = useUiStore((state) => state.redraft);
  const did = useUiStore((state) => state.did);
  const [failed, setFailed] = useState<FailureCode>();
  if (!policy) return undefined;

  const rules = draft?.rules ?? policy.rules;
  const isChanged = draft !== undefined && canonicalJson(rules) !== canonicalJson(policy.rules);
  const publish = async (reason: string) => {
    setFailed(undefined);
    try {
      const done = await desk.setPolicy(rules, draft?.from ?? policy.version, reason.trim() || undefined);
      redraft(id, undefined);
      did({ ...done, changes: [], policy: id });
    } catch (error) {
      setFailed(error instanceof DeskError ? error.code : 'replica.storage');
    }
  };
  return {
    policy,
    rules: rules as Rules,
    isChanged,
    isBehind: isChanged && draft.from !== policy.version,
    change: (next) => redraft(id, { rules: next, from: draft?.from ?? policy.version }),
    discard: () => redraft(id, undefined),
    publish,
    failed,
  };
}
