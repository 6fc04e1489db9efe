import { useEffect, useState } from 'react';
import type { ConsentHistory } from '../../../../contract/consent-history.ts';
import type { FailureCode } from '../../../../contract/failure.ts';
import type { Desk } from '../../../replica/desk.ts';
import { DeskError } from '../../../replica/desk-error.ts';

export type HistoryAnswer =
  | Readonly<{ kind: 'waiting' }>
  | Readonly<{ kind: 'read'; history: ConsentHistory }>
  | Readonly<{ kind: 'failed'; code: FailureCode }>;

/** Asked once; an answer that comes too late is dropped. Whoever wants it anew mounts anew. */
export function useConsentHistory(desk: Pick<Desk, 'consentHistory'>, userId: string): HistoryAnswer {
  const [answer, tell] = useState<HistoryAnswer>({ kind: 'waiting' });
  useEffect(() => {
    let isOver = false;
    const say = (next: HistoryAnswer) => {
      if (!isOver) tell(next);
    };
    desk.consentHistory(userId).then(
      (history) => say({ kind: 'read', history }),
      (error: unknown) => say({ kind: 'failed', code: error instanceof DeskError ? error.code : 'server.failed' }),
    );
    return () => {
      isOver = true;
    };
  }, [desk, userId]);
  return answer;
}
