import type { Desk } from '../desk.ts';
import type { Finding } from './violation.ts';

/** I5, as the desk sees it: nothing was damaged on its disk, so it never found itself to differ from the server. */
export const noFalseAlarm = (desks: readonly Desk[]): Finding[] =>
  desks.flatMap(({ member, disk }) =>
    (disk.memory.differences?.recent ?? []).map(
      ({ collection, id, how }): Finding => ({
        invariant: 'I5',
        what: `${member} took its ${collection} ${id} for ${how}, and nobody had touched it`,
      }),
    ),
  );
