import { BehaviorSubject, map } from 'rxjs';
import { ulid } from 'ulid';
import type { ScoreRules } from '../../contract/policy/score-policy.ts';
import type { SetByPeople } from '../../contract/policy.ts';
import { rulesOf, setPolicy } from '../../domain/policy/set-policy.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import type { PolicyView } from '../replica/desk/rules-view.ts';
import type { Desk } from '../replica/desk.ts';
import { type PreviewSource, previewScores$ } from '../replica/policy/preview-scores.ts';

type Policies = Pick<Desk, 'policy$' | 'setPolicy' | 'previewScores$'>;
type Ports = Readonly<{
  isOffline: () => boolean /** Score by these from now on. */;
  took: (rules: ScoreRules) => void;
  source: PreviewSource;
}>;

/** The policies of the demo shop; published ones hold at once, and wait where the desk is offline. */
export function demoPolicy(by: string, now: () => number, { isOffline, took, source }: Ports): Policies {
  const policies$ = new BehaviorSubject<ReadonlyMap<string, SetByPeople>>(new Map());
  return {
    policy$: (id) => policies$.pipe(map((all) => viewOf(all.get(id), id, isOffline()))),
    previewScores$: (rules) => previewScores$(source, rules),
    setPolicy: async (policy, from) => {
      const commandId = ulid(now());
      const set = setPolicy(policies$.value.get(policy.id), { kind: 'setPolicy', policy, from }, { by, at: now(), commandId });
      if (set.kind !== 'set') return { undoes: commandId, leads: 1 };
      policies$.next(new Map(policies$.value).set(policy.id, set.policy));
      if (policy.id === 'score') took(policy);
      return { undoes: commandId, leads: 1 };
    },
  };
}

function viewOf(policy: SetByPeople | undefined, id: Parameters<Policies['policy$']>[0], pending: boolean): PolicyView {
  if (!policy) return { rules: shippedRules(id), version: 0, pending: false };
  const { version, by, at, commandId } = policy;
  return { rules: rulesOf(policy), version, set: { by, at, commandId }, pending };
}
