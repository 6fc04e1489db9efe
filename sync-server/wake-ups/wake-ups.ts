import { groupBy, mergeMap, type Observable, Subject, throttleTime } from 'rxjs';

/**
 * Who has something new to read, by workspace. Facts meet in the database; a wake-up only says that looking is worth while,
 * so a lost one costs time and never data. Made by the composition root, one each.
 */
export type WakeUps = Readonly<{
  /** Chat events were appended: the fold may go on. */
  logCommitted$: Subject<string>;
  /** Documents got a new `seq`: desks may pull. */
  feedAdvanced$: Subject<string>;
  /** The outbox has rows that it had not: they may be handed over. */
  outboxAdded$: Subject<string>;
  /** A credential was revoked or has another secret: what was opened with it has to end. */
  credentialsChanged$: Subject<string>;
}>;

export const createWakeUps = (): WakeUps => ({
  logCommitted$: new Subject(),
  feedAdvanced$: new Subject(),
  outboxAdded$: new Subject(),
  credentialsChanged$: new Subject(),
});

/** At once for the first of a workspace, then once for all that come within some time: one look finds what many announced. */
export const coalesced = (news$: Observable<string>, withinMs: number): Observable<string> =>
  news$.pipe(
    groupBy((workspace) => workspace),
    mergeMap((ofOne$) => ofOne$.pipe(throttleTime(withinMs, undefined, { leading: true, trailing: true }))),
  );
