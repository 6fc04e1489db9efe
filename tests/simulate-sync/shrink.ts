import { type FaultKind, faultKinds } from './faults.ts';
import type { Mutation } from './mutation.ts';
import { type Told, tell } from './run-story.ts';
import type { Step } from './story/step.ts';
import type { Story } from './story.ts';

/** What is left of a failing story: fewer steps, fewer kinds of faults, the same promise broken. */
export type Shrunk = Readonly<{ story: Story; masked: ReadonlySet<FaultKind>; told: Told; tries: number }>;

/** So often a story is told again at most. */
const mostTries = 300;

/** Nobody works while everybody is away: without these a story would be a very long one. */
const isFixed = (step: Step): boolean => step.do === 'leave';

/**
 * Leaves out what the failure does not need: kinds of faults first, then steps, in halves, quarters and so on down to single ones.
 * Deterministic: what is left fails again each time.
 */
export async function shrink(story: Story, told: Told, mutation: Mutation): Promise<Shrunk> {
  const broken = new Set(told.violations.map(({ invariant }) => invariant));
  let tries = 0;
  let best: Shrunk = { story, masked: new Set(), told, tries };

  const attempt = async (steps: readonly Step[], masked: ReadonlySet<FaultKind>): Promise<boolean> => {
    if (tries >= mostTries) return false;
    tries += 1;
    const smaller = { ...story, steps };
    const again = await tell(smaller, { masked, mutation });
    if (!again.violations.some(({ invariant }) => broken.has(invariant))) return false;
    best = { story: smaller, masked, told: again, tries };
    return true;
  };

  for (const kind of faultKinds) {
    if (best.told.faults.has(kind)) await attempt(best.story.steps, new Set([...best.masked, kind]));
  }
  for (let size = Math.ceil(best.story.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < best.story.steps.length; ) {
      const { steps } = best.story;
      const left = steps.filter((step, index) => index < from || index >= from + size || isFixed(step));
      if (left.length === steps.length || !(await attempt(left, best.masked))) from += size;
    }
  }
  return { ...best, tries };
}
