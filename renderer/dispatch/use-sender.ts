import { useMemo } from 'react';
import type { MessageSender } from '../../domain/dispatching/compose-message.ts';
import { messageSender } from '../../domain/dispatching/message-sender.ts';
import { useStream } from '../parts/use-stream.ts';
import type { Desk } from '../replica/desk.ts';

/** Who sends, as the shop says it in its policy now. */
export function useSender(desk: Pick<Desk, 'policy$'>): MessageSender {
  const rules = useStream(useMemo(() => desk.policy$('sending'), [desk]))?.rules;
  return useMemo(() => (rules?.id === 'sending' ? messageSender(rules) : {}), [rules]);
}
