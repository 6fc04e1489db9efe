import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countLesson, type Lesson, noLessons, type Taught } from './lessons.ts';

const anyClass = fc.constantFrom<Taught>('approve', 'refuse');
const anyLesson = fc
  .record({ id: fc.constantFrom('a', 'b', 'c', 'd'), outcome: anyClass, said: fc.option(anyClass, { nil: undefined }) })
  .map(({ said, ...lesson }): Lesson => ({ ...lesson, ...(said && { said }) }));

test('given what people decided, also again and again, the sums are those of what stands in the end', () => {
  fc.assert(
    fc.property(fc.array(anyLesson), (lessons) => {
      const stands = new Map<string, Lesson>();
      let sums = noLessons;
      for (const lesson of lessons) {
        sums = countLesson(sums, stands.get(lesson.id), lesson);
        stands.set(lesson.id, lesson);
      }

      const atOnce = [...stands.values()].reverse().reduce((all, lesson) => countLesson(all, undefined, lesson), noLessons);
      expect(sums).toEqual(atOnce);
    }),
  );
});

test('given a decision turned round and back, or taken back, the sums are those before', () => {
  const refused: Lesson = { id: 'a', outcome: 'refuse', said: 'refuse' };
  const approved: Lesson = { id: 'a', outcome: 'approve', said: 'refuse' };
  const before = countLesson(noLessons, undefined, refused);

  const turned = countLesson(before, refused, approved);

  expect(before.refuse).toEqual({ decided: 1, asked: 1, agreed: 1 });
  expect(turned.approve).toEqual({ decided: 1, asked: 1, agreed: 0 });
  expect(countLesson(turned, approved, refused)).toEqual(before);
  expect(countLesson(turned, approved, undefined)).toEqual(noLessons);
});
