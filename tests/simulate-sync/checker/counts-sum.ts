import type { Desk, OpenDesk } from '../desk.ts';
import type { Finding } from './violation.ts';

/** I7: whatever a desk shows of a dispatch, at any moment, its counts sum to those who were asked for. */
export function countsSum({ member }: Desk, { replica }: OpenDesk): Finding[] {
  const asked = new Map(
    replica.commands
      .all()
      .flatMap(({ id, command: { act } }) => (act.kind === 'requestDispatch' ? [[id, act.recipients.length] as const] : [])),
  );
  return [...replica.view.documents.of('dispatch').values()].flatMap(({ id, counts }): Finding[] => {
    const counted = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const wanted = asked.get(id) ?? counted;
    const isRight = counted === wanted && Object.values(counts).every((count) => count >= 0);
    return isRight
      ? []
      : [{ invariant: 'I7', what: `${member} shows ${counted} of ${wanted} for dispatch ${id}: ${JSON.stringify(counts)}` }];
  });
}
