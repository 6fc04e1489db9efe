import { useMemo } from 'react';
import { useStream } from '../parts/use-stream.ts';
import type { Desk } from '../replica/desk.ts';

/** Whether results can be told by AlimTalk: the shop has entered its template, and its provider carries it. */
export function useMayAlimTalk(desk: Pick<Desk, 'policy$' | 'sending$'>): boolean {
  const policy = useStream(useMemo(() => desk.policy$('sending'), [desk]));
  const sending = useStream(useMemo(() => desk.sending$(), [desk]));
  return policy?.rules.id === 'sending' && policy.rules.noticeTemplate !== undefined && sending?.capabilities.notices === true;
}
