import { featurePlaces } from './text-features.ts';

/**
 * A weight for each feature and class: of feature place `p` and class `c` at `p * classes.length + c`. A text's score for a class is the sum of the
 * weights of its features, an integer, so that every engine comes to the same (I10).
 */
export type LinearModel = Readonly<{
  classes: readonly string[];
  weights: Int8Array;
  /** What a weight of 1 stands for, in log-odds. */
  unit: number;
}>;

/** The largest weight that is kept; the smallest is its negative. */
export const largestWeight = 127;

/** Weights as they were learned, in eight bits each. */
export function quantised(classes: readonly string[], learned: Float32Array): LinearModel {
  let largest = 0;
  for (const weight of learned) largest = Math.max(largest, Math.abs(weight));
  const unit = largest / largestWeight || 1;
  return { classes, unit, weights: Int8Array.from(learned, (weight) => Math.round(weight / unit)) };
}

/** A model of these classes has so many weights. */
export const weightsOf = (classes: number): number => featurePlaces * classes;
