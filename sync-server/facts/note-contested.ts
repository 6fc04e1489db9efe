import type { MovedRequest } from '../../contract/request-standing.ts';
import { conflictId } from '../../domain/identity/ids.ts';
import { requestField } from '../../domain/request-decision/contested-request.ts';
import type { CommandFact } from '../store/port/fact.ts';
import type { Documents } from './documents.ts';

/** Words on requests that an act replaced, and that whoever did it had not seen, go into the conflict inbox. */
export function noteContested(documents: Documents, { factId, at, by }: CommandFact, decided: readonly MovedRequest[]): void {
  for (const { leadId, requestEventId, was, is, overwrote } of decided) {
    if (!overwrote) continue;
    const field = requestField(requestEventId);
    documents.put('activity', {
      ...{ id: conflictId(factId, leadId, field), kind: 'conflict', at, by, commandId: factId, leadId, field, lost: was, kept: is },
      ...{ lostBy: overwrote.by, lostAt: overwrote.at },
    });
  }
}
