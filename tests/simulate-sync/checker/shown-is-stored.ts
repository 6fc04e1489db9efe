import { collections } from '../../../contract/collection.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { Desk } from '../desk.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

/** I5, as the marketer sees it: what is shown when nothing is under way any more is what the server has, and nothing lies over it. */
export const shownIsStored = (desks: readonly Desk[], { bodies }: ServerState): Finding[] =>
  desks.flatMap((desk) => [...otherThanStored(desk, bodies), ...stillOver(desk)]);

const otherThanStored = ({ member, opened }: Desk, bodies: ServerState['bodies']): Finding[] =>
  collections.flatMap((name) => {
    const shown = opened()?.replica.view.documents.of(name);
    const theirs = bodies(name);
    return [...new Set([...(shown?.keys() ?? []), ...theirs.keys()])]
      .filter((id) => canonicalJson(shown?.get(id) ?? null) !== theirs.get(id))
      .map((id) => ({ invariant: 'I5', what: `${member} shows another ${name} ${id} than the server has` }));
  });

/** What is asked of dispatches, people and segments, and has no effect any more of its own. */
function stillOver({ member, opened }: Desk): Finding[] {
  const overlay = opened()?.replica.view.overlay();
  if (!overlay) return [];
  const { cancelled, holds, settledItems, persons, segments } = overlay;
  return Object.entries({ cancelled, holds, settledItems, persons, segments })
    .filter(([, { size }]) => size > 0)
    .map(([what, { size }]) => ({ invariant: 'overlay', what: `${member} still shows ${size} ${what} of its own when all is well` }));
}
