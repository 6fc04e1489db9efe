import { filter, firstValueFrom, type Observable } from 'rxjs';
import { DeskError } from '../desk-error.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Front, Way } from './front.ts';

/** How long an act waits for somebody to ask: an owner that opens a large replica takes its time. */
const frontMs = 60_000;

/**
 * Asks whatever front there is, and the next one where that one was over before it answered: an act outlives the window that was asked
 * to do it, and its id sees to it that it is done once (I6).
 */
export function askThrough(way$: Observable<Way>, { wait }: Pick<Surroundings, 'wait'>): Front['act'] {
  const nextFront = async (): Promise<Front> => {
    const found = new AbortController();
    const said$ = way$.pipe(filter(({ front, refused }) => refused !== undefined || front?.over.aborted === false));
    const tooLong = wait(frontMs, found.signal).then((): Way => ({ refused: 'replica.noAnswer' }));
    const { front, refused } = await Promise.race([firstValueFrom(said$), tooLong]);
    found.abort();
    if (front) return front;
    throw new DeskError(refused ?? 'replica.noAnswer');
  };

  return async (id, name, args) => {
    for (;;) {
      const front = await nextFront();
      const answer = await orOver(front.act(id, name, args), front.over);
      if (answer.given) return answer.value;
    }
  };
}

type Answer = Readonly<{ given: true; value: unknown }> | Readonly<{ given: false }>;

/** What fails because its front is over has not been answered. */
async function orOver(asked: Promise<unknown>, over: AbortSignal): Promise<Answer> {
  const nothing: Answer = { given: false };
  let end: () => void = () => undefined;
  const ended = new Promise<Answer>((resolve) => {
    end = () => resolve(nothing);
  });
  over.addEventListener('abort', end, { once: true });
  const answer = asked.then(
    (value): Answer => ({ given: true, value }),
    (error: unknown) => {
      if (over.aborted) return nothing;
      throw error;
    },
  );
  return Promise.race([answer, ended]).finally(() => over.removeEventListener('abort', end));
}
