import { BehaviorSubject } from 'rxjs';
import type { NeighboursView } from '../replica/desk/rules-view.ts';
import type { Desk } from '../replica/desk.ts';

const agoMs = 26 * 60_000;

/** What the demo shop's server has learned; asked again, it learns again. */
export function demoNeighbours(leads: () => number, now: () => number): Pick<Desk, 'neighbours$' | 'learnNow'> {
  const learned = (version: number, madeAt: number): NeighboursView => ({
    standing: 'newest',
    card: {
      ...{ id: 'neighbours', version, hash: 'a'.repeat(64), bytes: 48_000, madeAt, popular: [] },
      learnedFrom: { people: Math.ceil(leads() / 3), products: 24, links: 412 },
    },
  });
  const view$ = new BehaviorSubject(learned(7, now() - agoMs));
  return {
    neighbours$: () => view$,
    learnNow: async () => view$.next(learned((view$.value.card?.version ?? 0) + 1, now())),
  };
}
