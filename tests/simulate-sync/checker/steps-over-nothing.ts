import type { Collection } from '../../../contract/collection.ts';
import type { Checkpoint } from '../../../contract/replication.ts';
import type { Desk } from '../desk.ts';
import { canonical } from './canonical.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

/** I4: a checkpoint that moves over a row has taken it along. */
export function stepsOverNothing(
  { member, disk }: Desk,
  { rows }: ServerState,
  collection: Collection,
  from: Checkpoint | undefined,
  to: Checkpoint,
): Finding[] {
  return rows(collection)
    .filter(({ seq = 0 }) => seq > (from?.seq ?? 0) && seq <= to.seq)
    .filter(({ id, body }) => canonical(disk.documents[collection].get(id)) !== body)
    .map(({ id, seq }) => ({
      invariant: 'I4',
      what: `${member} went from #${from?.seq ?? 0} to #${to.seq} over ${collection} ${id}, which is #${seq}`,
    }));
}
