import type { CommandSummary, SendQueue } from '../desk/own-command.ts';
import { commandsThatAre, type StoredCommand } from '../stored-command.ts';
import type { Trouble } from './send-commands.ts';

/** So many are told one by one. */
const told = 20;

export function sendQueue(
  all: readonly StoredCommand[],
  trouble: Trouble | undefined,
  summary: (stored: StoredCommand) => CommandSummary,
): SendQueue {
  const waiting = commandsThatAre('waiting', all);
  let answeredAt = 0;
  for (const { outcome, outcomeAt = 0 } of all) if (outcome && outcomeAt > answeredAt) answeredAt = outcomeAt;
  return {
    waiting: waiting.length,
    oldest: waiting.slice(0, told).map(summary),
    ...(answeredAt > 0 && { answeredAt }),
    ...(trouble && { trouble }),
  };
}
