import type { Conflict } from '../../contract/activity.ts';
import type { ContestedField, RequestField } from '../../contract/contested-field.ts';
import { type MovedRequest, RequestStanding } from '../../contract/request-standing.ts';

const prefix = 'request:';

/** The name under which the standing of a request is in the conflict inbox. */
export const requestField = (requestEventId: string): RequestField => `${prefix}${requestEventId}`;

/** Where an act on a request stands among the fields of its lead. */
const contestedPlace = ({ leadId, requestEventId, overwrote }: MovedRequest) => ({
  leadId,
  field: requestField(requestEventId),
  ...(overwrote && { overwrote: true as const }),
});

type Place = Readonly<{ leadId: string; field: ContestedField }>;

/** What an act wrote, with the requests that it decided. */
export const withContested = <Did extends Readonly<{ written: readonly Place[]; decided: readonly MovedRequest[] }>>(did: Did) => ({
  ...did,
  written: [...(did.written as Did['written'][number][]), ...did.decided.map(contestedPlace)],
});

/** What was taken back and what was left alone, with the requests among it. */
export const withPlaces = (
  reversed: Readonly<{ restored: readonly Place[]; leftAlone: readonly Place[] }>,
  decided: Readonly<{ moved: readonly MovedRequest[]; leftAlone: readonly MovedRequest[] }>,
) => ({
  restored: [...reversed.restored, ...decided.moved.map(contestedPlace)],
  leftAlone: [...reversed.leftAlone, ...decided.leftAlone.map(contestedPlace)],
});

/** The event of the request that a conflict is about; undefined for one about a field of a lead. */
export const requestOf = ({ field }: Pick<Conflict, 'field'>): string | undefined =>
  field.startsWith(prefix) ? field.slice(prefix.length) : undefined;

/** How a request stood in one of the two values of its conflict. */
export const standingIn = (value: string | undefined): RequestStanding | undefined => RequestStanding.safeParse(value).data;
