import type { NeighboursView } from '../desk/rules-view.ts';
import type { Replica } from '../open-replica.ts';

/** What recommendations are made from here. */
export function neighboursView({ view, neighbours }: Pick<Replica, 'view' | 'neighbours'>): NeighboursView {
  const card = view.documents.of('policy').get('neighbours');
  const { inUse, trouble } = neighbours.now();
  return {
    ...(card?.id === 'neighbours' && { card }),
    standing: inUse === undefined ? 'none' : card?.id === 'neighbours' && card.hash === inUse.hash ? 'newest' : 'older',
    ...(trouble && { trouble }),
  };
}
