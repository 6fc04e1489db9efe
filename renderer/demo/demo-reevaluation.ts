import { BehaviorSubject, map } from 'rxjs';
import { ulid } from 'ulid';
import type { DecisionRules } from '../../contract/policy/decision-policy.ts';
import { decide, standingAfter } from '../../domain/request-decision/decide.ts';
import type { Desk } from '../replica/desk.ts';
import type { KnownRequest } from '../replica/requests/known-request.ts';
import type { PastHere } from '../replica/requests/past-request.ts';
import { type PreviewSource, previewDecisions, previewed } from '../replica/requests/preview-decisions.ts';
import type { Known } from './demo-rows.ts';

type Standing = ReadonlyMap<string, KnownRequest>;
type Reevaluation = Pick<Desk, 'previewDecisions$' | 'reevaluate'> & Readonly<{ undo: (undoes: string) => boolean }>;

/** Every few requests one was decided by a person, and of every few more the message is not on this machine. */
const personEach = 9;
const untoldEach = 41;

/** The last messages of the demo shop's leads that asked for something, decided by the rules when they came. */
export function demoReevaluation(known: Known, now: () => number): Reevaluation {
  const past = pastOf(known);
  const standing$ = new BehaviorSubject<Standing>(standingOf(past));
  const before = new Map<string, Standing>();
  let holds: DecisionRules | undefined;
  const look = (rules: DecisionRules | undefined, standing: Standing) =>
    previewDecisions(sourceOf(known, past, standing), rules, { newest: previewed, texts: new Map() }).preview;
  return {
    previewDecisions$: (rules) => {
      holds = rules;
      return standing$.pipe(map((standing) => look(rules, standing)));
    },
    reevaluate: async () => {
      const standing = standing$.value;
      const undoes = ulid(now());
      before.set(undoes, standing);
      const { changes } = look(holds, standing);
      const next = new Map(standing);
      for (const { requestEventId, to } of changes) {
        const request = standing.get(requestEventId);
        if (request) next.set(requestEventId, { ...request, is: standingAfter(to) });
      }
      standing$.next(next);
      return { undoes, leads: changes.length };
    },
    undo: (undoes) => {
      const earlier = before.get(undoes);
      if (earlier) standing$.next(earlier);
      return earlier !== undefined;
    },
  };
}

function pastOf({ leads, products }: Known): ReadonlyMap<string, PastHere & Readonly<{ leadId: string; at: number }>> {
  const asked = [...leads.values()].flatMap(({ id: leadId, tail, productId }) =>
    tail.filter(({ kind }) => kind === 'requested').map((message) => ({ leadId, productId, message })),
  );
  return new Map(
    asked.map(({ leadId, productId, message: { factId, at, text } }, index) => {
      const { outcome, rule, version } = decide({ text, productId, product: products.get(productId) });
      const isUntold = index % untoldEach === 0;
      const decisions = isUntold ? [{ outcome, rule: 'policy.product', version }] : [{ outcome, rule, version }];
      return [factId, { leadId, at, text: isUntold ? undefined : text, decisions, model: undefined }] as const;
    }),
  );
}

const standingOf = (past: ReturnType<typeof pastOf>): Standing =>
  new Map(
    [...past].map(([id, { leadId, at, decisions }], index) => {
      const is = standingAfter(decisions[0]?.outcome ?? 'approve');
      return [id, { leadId, at, decisionNo: 1, is, ...(index % personEach === 0 && { word: true as const }) }];
    }),
  );

const sourceOf = ({ persons, products }: Known, past: ReturnType<typeof pastOf>, standing: Standing): PreviewSource => ({
  decided: () => [...past].map(([id, { at }]) => [id, at] as const),
  request: (id) => standing.get(id),
  past: (id) => past.get(id),
  product: (id) => products.get(id),
  person: (id) => persons.get(id),
  mode: 'shadow',
});
