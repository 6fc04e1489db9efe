import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCoOccurrence, type Shown } from './co-occurrence.ts';
import { anyShown, hashOf, knownIn, learned } from './testing/any-shown.ts';

const anyStory = fc.array(anyShown, { maxLength: 60 });
const twoOrders = anyStory.chain((story) => fc.tuple(fc.constant(story), fc.shuffledSubarray(story, { minLength: story.length })));

test('given the same events in any order, what is known is the same', () => {
  fc.assert(
    fc.property(twoOrders, ([story, shuffled]) => {
      expect(knownIn(learned(shuffled))).toEqual(knownIn(learned(story)));
    }),
  );
});

test('given events in two parts, the parts put together are the whole', () => {
  fc.assert(
    fc.property(twoOrders, fc.nat(), ([story, shuffled], where) => {
      const at = where % (story.length + 1);

      const merged = learned(shuffled.slice(0, at));
      for (const { userId, productId, times } of learned(shuffled.slice(at)).shown()) merged.learn(userId, productId, times);

      expect(knownIn(merged)).toEqual(knownIn(learned(story)));
    }),
  );
});

test('given events that are taken back in any order, what is known is as if they had never been', () => {
  const storyAndTaken = anyStory.chain((story) => fc.tuple(fc.constant(story), fc.shuffledSubarray([...story.keys()])));

  fc.assert(
    fc.property(storyAndTaken, ([story, taken]) => {
      const counts = learned(story);

      for (const { userId, productId, times } of taken.map((at) => story[at] as Shown)) counts.unlearn(userId, productId, times);

      expect(knownIn(counts)).toEqual(knownIn(learned(story.filter((_, at) => !taken.includes(at)))));
    }),
  );
});

test('given a user who asks about the same product again, they are still one user of it', () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      expect(hashOf(learned([...story, ...story]))).toBe(hashOf(learned(story)));
    }),
  );
});

test('given something that was never learned, refuses to take it back', () => {
  const counts = learned([{ userId: 'kim', productId: 'bag', times: 2 }]);

  expect(() => counts.unlearn('kim', 'bag', 3)).toThrow(RangeError);
  expect(() => counts.unlearn('lee', 'bag')).toThrow(RangeError);
  expect(() => createCoOccurrence().unlearn('kim', 'bag')).toThrow(RangeError);
});
