import type { Activity } from '../../../contract/activity.ts';
import type { Lead } from '../../../contract/lead.ts';
import type { PastRequest } from '../../../domain/request-decision/reevaluate.ts';
import type { Documents } from '../documents.ts';
import type { Indexes } from '../indexes.ts';

type Decided = Extract<Activity, { kind: 'decided' }>;

/** What the replica has of a request that was decided: what was found in it and, where it is here, its text. */
export type PastHere = Pick<PastRequest, 'text' | 'decisions' | 'model'>;

type Source = Readonly<{ documents: Pick<Documents, 'of'>; indexes: Pick<Indexes, 'decisionsOfRequest'> }>;

/** Undefined where no decision on it is here. Its text is, while it is among the last messages of its lead or was given to somebody to review. */
export function pastHere({ documents, indexes }: Source, requestEventId: string, lead: Lead | undefined): PastHere | undefined {
  const decisions = decisionsOn(documents, indexes, requestEventId);
  const [newest] = decisions;
  if (!newest) return undefined;
  const tail = lead?.tail.find(({ factId }) => factId === requestEventId)?.text;
  return {
    text: tail ?? decisions.find(({ message }) => message !== undefined)?.message,
    decisions: decisions.map(toVerdict),
    model: newest.model,
  };
}

/** The newest first. */
export function decisionsOn(documents: Source['documents'], indexes: Source['indexes'], requestEventId: string): readonly Decided[] {
  return [...indexes.decisionsOfRequest.of(requestEventId)]
    .flatMap((id) => {
      const activity = documents.of('activity').get(id);
      return activity?.kind === 'decided' ? [activity] : [];
    })
    .sort((a, b) => b.decisionNo - a.decisionNo);
}

const toVerdict = ({ outcome, rule, version, span, words }: Decided): PastHere['decisions'][number] => ({
  ...{ outcome, rule, version },
  ...(span && { span }),
  ...(words && { words }),
});
