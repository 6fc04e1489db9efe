import { collections } from '../../../contract/collection.ts';
import type { Desk } from '../desk.ts';
import { canonical } from './canonical.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

/** I5: what a desk has stored is what the server has, in canonical JSON, byte for byte. */
export function replicasEqual(desks: readonly Desk[], { bodies }: ServerState): Finding[] {
  return collections.flatMap((name) => {
    const theirs = bodies(name);
    return desks.flatMap(({ member, disk }) => {
      const ours = new Map([...disk.documents[name]].map(([id, body]) => [id, canonical(body)]));
      return [...new Set([...ours.keys(), ...theirs.keys()])]
        .filter((id) => ours.get(id) !== theirs.get(id))
        .map(
          (id): Finding => ({
            invariant: 'I5',
            what: `${member} has another ${name} ${id} than the server: ${ours.get(id)} instead of ${theirs.get(id)}`,
          }),
        );
    });
  });
}

/** The same as a question, answered at the first difference. */
export const areEqual = (desks: readonly Desk[], state: ServerState): boolean =>
  collections.every((name) => {
    const theirs = state.bodies(name);
    return desks.every(({ disk }) => {
      const ours = disk.documents[name];
      return ours.size === theirs.size && [...theirs].every(([id, body]) => canonical(ours.get(id)) === body);
    });
  });
