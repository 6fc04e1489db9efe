import type { Lessons } from '../../../contract/policy/lessons.ts';

/** What a person can decide of a request. */
export type Taught = 'approve' | 'refuse';

/** What a person decided of one request; `said` is what a classifier had said of it before, where one was asked. `id` is the request's eventId. */
export type Lesson = Readonly<{ id: string; outcome: Taught; said?: Taught }>;

const none = { decided: 0, asked: 0, agreed: 0 } as const;
export const noLessons: Lessons = { id: 'lessons', approve: none, refuse: none };

/** Takes a request's former lesson out of the sums and the new one in: turned round and back is never turned, taken back is never taught. */
export function countLesson(lessons: Lessons, before: Lesson | undefined, now: Lesson | undefined): Lessons {
  const without = before ? added(lessons, before, -1) : lessons;
  return now ? added(without, now, 1) : without;
}

function added(lessons: Lessons, { outcome, said }: Lesson, times: 1 | -1): Lessons {
  const { decided, asked, agreed } = lessons[outcome];
  const counts = {
    decided: decided + times,
    asked: asked + (said ? times : 0),
    agreed: agreed + (said === outcome ? times : 0),
  };
  return { ...lessons, [outcome]: counts };
}
