import { BehaviorSubject, map } from 'rxjs';
import { type Collection, collections } from '../../contract/collection.ts';
import type { Desk } from '../replica/desk.ts';
import type { ProofKind, ProofState } from '../replica/proof/proof-state.ts';
import type { NamedDifference, ProofView } from '../replica/proof/proof-view.ts';

const stepMs = 120;
const percentAStep = 5;
const hundred = 100;

const found = (now: number, kind: ProofKind): readonly NamedDifference[] => [
  {
    at: now - 40_000,
    collection: 'lead',
    id: '39~001',
    how: 'changed',
    repaired: kind !== 'different',
    user: '김하늘',
    product: '캠핑 랜턴',
  },
  { at: now - 40_000, collection: 'person', id: '17', how: 'missing', repaired: true, user: '이도윤' },
  { at: now - 86_400_000, collection: 'activity', id: '01JD0000000000000000000001', how: 'damaged', repaired: true },
];

const documents: Partial<Record<Collection, number>> = {
  lead: 800,
  person: 410,
  product: 24,
  metric: 336,
  activity: 1_204,
  member: 3,
  policy: 1,
};

/** A proof in whatever state one wants to look at: `?proof=same`, `repairing`, `different`, `counting`, `unproven`. */
export function demoProof(now: number, kind: ProofKind, differences: boolean): Readonly<{ state: ProofState }> & ProofCalls {
  const proven = kind === 'unproven' ? undefined : { seq: 18_240, at: now - 4_000 };
  const state: ProofState = {
    kind,
    ...(proven && { proven }),
    ...((kind === 'counting' || kind === 'checking') && { percent: 42 }),
    ...(kind === 'different' && { code: 'replica.different' }),
    unseen: differences ? 2 : 0,
    foundEver: differences ? 3 : 0,
    ...(differences && { lastFoundAt: now - 40_000 }),
  };
  const state$ = new BehaviorSubject(state);
  const view = (current: ProofState): ProofView => ({
    state: current,
    collections: collections.map((collection) => ({
      collection,
      documents: documents[collection] ?? 0,
      standing: collection === 'lead' ? leadStanding(current.kind) : current.kind === 'unproven' ? 'unproven' : 'same',
      ...(proven && { comparedAt: proven.at }),
      readAt: now - 2_400_000,
    })),
    found: differences ? found(now, kind) : [],
  });
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => {
    clearInterval(timer);
    state$.next({ kind: 'same', proven: { seq: 18_240, at: Date.now() }, unseen: 0, foundEver: state.foundEver });
  };
  return {
    state,
    proof$: () => state$.pipe(map(view)),
    verify: async () => {
      let percent = 0;
      timer = setInterval(() => {
        percent += percentAStep;
        if (percent < hundred) state$.next({ ...state, kind: 'checking', percent });
        else stop();
      }, stepMs);
    },
    cancelVerify: async () => stop(),
    seeDifferences: async () => undefined,
    downloadAgain: async () => undefined,
  };
}

type ProofCalls = Pick<Desk, 'proof$' | 'verify' | 'cancelVerify' | 'seeDifferences' | 'downloadAgain'>;

const leadStanding = (kind: ProofKind) => (kind === 'repairing' || kind === 'different' || kind === 'unproven' ? kind : ('same' as const));
