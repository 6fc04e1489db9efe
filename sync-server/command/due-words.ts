import type { MovedRequest } from '../../contract/request-standing.ts';
import { decisionId } from '../../domain/identity/ids.ts';
import { type DecidedOtherwise, dueDecision, type WordOf } from '../../domain/request-decision/due-decisions.ts';
import type { CommandContext } from './handler.ts';

/** What a person's word on requests moves, of those that are loaded; what it overwrites unseen is noted with whose it was. */
export async function dueWords(decided: readonly DecidedOtherwise[], context: CommandContext): Promise<readonly MovedRequest[]> {
  const moved: MovedRequest[] = [];
  for (const one of decided) {
    const now = context.documents.get('request', one.requestEventId);
    if (!now || now.leadId !== one.leadId) continue;
    const isContested = now.word && one.seen !== undefined && one.seen !== now.standing;
    const due = dueDecision(one, now, { by: context.by, wordOf: isContested ? await wordOf(now, context) : undefined });
    if (due) moved.push(due);
  }
  return moved;
}

/** Who gave the word that a request stands by. */
async function wordOf(
  { id, decisionNo }: Readonly<{ id: string; decisionNo: number }>,
  { feed }: CommandContext,
): Promise<WordOf | undefined> {
  const fact = await feed.fact(decisionId(id, decisionNo));
  return fact?.kind === 'decision' ? { by: fact.by, at: fact.body.decidedAt } : undefined;
}
