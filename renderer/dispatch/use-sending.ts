import { useMemo } from 'react';
import { map } from 'rxjs';
import type { AdapterId } from '../../contract/dispatch.ts';
import { useStream } from '../parts/use-stream.ts';
import type { Desk, SendingView } from '../replica/desk.ts';

/** What messages travel by, and what they cost, as far as this desk knows. */
export type KnownSending = Readonly<{
  /** As strict as the sandbox, which is as strict as what it stands for, as long as the server has never said. */
  provider: AdapterId;
  /** The server has said that nothing leaves it; never guessed. */
  sandbox: boolean;
  /** It was asked and nobody has ever said. */
  unknown: boolean;
  /** As the server said it last; absent where it never has. */
  told?: SendingView;
}>;

export function useSending(desk: Pick<Desk, 'sending$'>): KnownSending {
  const answer = useStream(useMemo(() => desk.sending$().pipe(map((told) => ({ told }))), [desk]));
  const told = answer?.told;
  return {
    provider: told?.provider ?? 'sandbox',
    sandbox: told?.sandbox ?? false,
    unknown: answer !== undefined && told === undefined,
    ...(told && { told }),
  };
}
