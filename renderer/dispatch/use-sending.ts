import { useMemo } from 'react';
import type { AdapterId } from '../../contract/dispatch.ts';
import { useStream } from '../parts/use-stream.ts';
import type { Desk, SendingView } from '../replica/desk.ts';

/** What messages travel by, and what they cost, as far as this desk knows. */
export type KnownSending = Readonly<{
  /** The sandbox as long as the server has never said. */
  provider: AdapterId;
  sandbox: boolean;
  /** As the server said it last; absent where it never has. */
  told?: SendingView;
}>;

export function useSending(desk: Pick<Desk, 'sending$'>): KnownSending {
  const told = useStream(useMemo(() => desk.sending$(), [desk]));
  return { provider: told?.provider ?? 'sandbox', sandbox: told?.sandbox ?? true, ...(told && { told }) };
}
