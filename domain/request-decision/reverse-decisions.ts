import type { MovedRequest, RequestStanding } from '../../contract/request-standing.ts';

/** What one command decided. */
export type DecidedBy = Readonly<{ commandId: string; decided: readonly MovedRequest[] }>;

/** How a request stands now; `commandId` of the person's act that it stands by, absent for a rule. */
export type StandingRequest = Readonly<{ standing: RequestStanding; commandId?: string | undefined }>;

/**
 * Takes back what commands decided, but only of requests that stand by them still: what somebody has decided since is left alone. What comes of it
 * is a decision again, so that an undo is undone by the same rule. The same function is the server's and the desk's overlay.
 */
export function reverseDecisions(
  undone: readonly DecidedBy[],
  standingOf: (requestEventId: string) => StandingRequest | undefined,
): Readonly<{ moved: readonly MovedRequest[]; leftAlone: readonly MovedRequest[] }> {
  const moved: MovedRequest[] = [];
  const leftAlone: MovedRequest[] = [];
  for (const { commandId, decided } of undone) {
    for (const request of decided) {
      const now = standingOf(request.requestEventId);
      if (now?.commandId === commandId) moved.push({ ...request, was: now.standing, is: request.was });
      else leftAlone.push(request);
    }
  }
  return { moved, leftAlone };
}
