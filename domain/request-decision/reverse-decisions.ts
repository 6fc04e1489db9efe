import type { MovedRequest, RequestStanding } from '../../contract/request-standing.ts';

/** What one command decided. */
export type DecidedBy = Readonly<{ commandId: string; decided: readonly MovedRequest[] }>;

/** How a request stands now; `commandId` of the act that it stands by, absent for a rule's first decision; `word`: a person's. */
export type StandingRequest = Readonly<{ standing: RequestStanding; commandId?: string | undefined; word?: true | undefined }>;

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
      if (now?.commandId === commandId) moved.push(turnedBack(request, now));
      else leftAlone.push(request);
    }
  }
  return { moved, leftAlone };
}

/** By whom it stood before, it stands again: what a rule had decided is a rule's, and may be decided by another one. */
const turnedBack = ({ leadId, requestEventId, was, wasWord }: MovedRequest, now: StandingRequest): MovedRequest => ({
  ...{ leadId, requestEventId, was: now.standing, is: was },
  ...(now.word && { wasWord: true }),
  ...(wasWord && { word: true }),
});
