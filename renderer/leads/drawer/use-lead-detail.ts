import { useMemo } from 'react';
import { map, type Observable, startWith } from 'rxjs';
import { useStream } from '../../parts/use-stream.ts';
import type { LeadDetail } from '../../replica/desk/lead-view.ts';
import type { Desk } from '../../replica/desk.ts';

/** What is known of the open lead. `waiting` also right after another one was opened: two leads are never mixed. */
export type DetailAnswer = 'waiting' | 'gone' | LeadDetail;

export function useLeadDetail(desk: Desk, id: string): DetailAnswer {
  const answer$ = useMemo(() => answers(desk, id), [desk, id]);
  const answer = useStream(answer$);
  return answer?.id === id ? answer.detail : 'waiting';
}

const answers = (desk: Desk, id: string): Observable<Readonly<{ id: string; detail: DetailAnswer }>> =>
  desk.lead$(id).pipe(
    map((detail): DetailAnswer => detail ?? 'gone'),
    startWith('waiting' as const),
    map((detail) => ({ id, detail })),
  );
