import { useStream, useStreamPart } from '../parts/use-stream.ts';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import type { Desk } from '../replica/desk.ts';

/** Before the replica has said anything. */
const notYet: ReplicaStatus = { connection: 'connecting', waiting: 0, persisted: false };

/** All of the status: for the few that show most of it. It changes with every command and every second of news. */
export const useStatus = (desk: Pick<Desk, 'status$'>): ReplicaStatus => useStream(desk.status$) ?? notYet;

/** One part of the status; `select` must be of the module. */
export function useStatusPart<P>(desk: Pick<Desk, 'status$'>, select: (status: ReplicaStatus) => P): P {
  return useStreamPart(desk.status$, select) ?? select(notYet);
}
