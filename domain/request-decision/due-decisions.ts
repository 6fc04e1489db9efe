import type { MovedRequest, RequestStanding } from '../../contract/request-standing.ts';
import type { StandingRequest } from './reverse-decisions.ts';

/** A person's word on a request; `seen` is how it stood for her. */
export type DecidedOtherwise = Readonly<{
  leadId: string;
  requestEventId: string;
  is: RequestStanding;
  seen?: RequestStanding | undefined;
}>;

/** Whose word a request stands by, and when it was given. */
export type WordOf = NonNullable<MovedRequest['overwrote']>;

/**
 * What a person's word moves; undefined where a person has already decided so. A rule that she confirms is a decision of its own, since rules learn from
 * it. Another's word that stands otherwise, and otherwise than she had seen, is overwritten: the later in log order wins, and `overwrote` says whose lost.
 * One's own word one has seen. Server and desk ask this same function.
 */
export function dueDecision(
  { leadId, requestEventId, is, seen }: DecidedOtherwise,
  now: StandingRequest,
  { by, wordOf }: Readonly<{ by: string; wordOf: WordOf | undefined }>,
): MovedRequest | undefined {
  if (now.standing === is && now.word) return undefined;
  const isUnseen = now.word && seen !== undefined && seen !== now.standing && wordOf !== undefined && wordOf.by !== by;
  return {
    ...{ leadId, requestEventId, was: now.standing, is, word: true as const },
    ...(now.word && { wasWord: true as const }),
    ...(isUnseen && { overwrote: wordOf }),
  };
}
