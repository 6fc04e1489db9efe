import type { Example } from '../../domain/request-decision/classifier/train-model.ts';
import { taughtClasses } from '../../domain/request-decision/learning/when-to-learn.ts';
import { personalOf } from '../facts/personal.ts';
import type { Store } from '../store/port/store.ts';

const lessonsAtOnce = 500;
/** More of them hardly teach anything new, and each is read from the log. */
export const mostLessons = 50_000;

/**
 * What people decided, with the text of each request, by the request's id: an order that has nothing to do with what was decided, and where the first so
 * many are as good as any. A text that was erased is not there any more and teaches nothing.
 */
export async function gatherLessons({ feed, log }: Pick<Store, 'feed' | 'log'>, workspace: string): Promise<Example[]> {
  const examples: Example[] = [];
  let after = '';
  for (;;) {
    const page = await feed.documentsFrom(workspace, 'lesson', '', after, lessonsAtOnce);
    for (const { id, outcome } of page) {
      const text = await textOf(log, workspace, id);
      if (text !== undefined) examples.push({ text, label: taughtClasses.indexOf(outcome) });
      if (examples.length === mostLessons) return examples;
    }
    if (page.length < lessonsAtOnce) return examples;
    after = page.at(-1)?.id ?? after;
  }
}

async function textOf(log: Store['log'], workspace: string, requestEventId: string): Promise<string | undefined> {
  const request = await log.fact(workspace, requestEventId);
  return request && personalOf(request).message;
}
