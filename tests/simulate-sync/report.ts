import type { Violation } from './checker/violation.ts';
import { faultKinds } from './faults.ts';
import type { Tally } from './run-seeds.ts';
import type { Told } from './run-story.ts';
import type { Shrunk } from './shrink.ts';
import type { Step } from './story/step.ts';
import type { Story } from './story.ts';

const mostShown = 5;

export function tallyLines({ seeds, steps, commands, messages, faults, failed }: Tally, tookMs: number): string[] {
  const total = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const kinds = faultKinds.filter((kind) => faults[kind]).map((kind) => `${kind} ${faults[kind]}`);
  return [
    `${seeds} seeds, ${steps} events in virtual time, ${commands} commands, ${messages} messages on phones`,
    `${total} faults: ${kinds.join(', ')}`,
    `${failed.length} seeds with violations${failed.length > 0 ? `: ${failed.slice(0, 20).join(', ')}` : ''}`,
    `${(seeds / (tookMs / 1_000)).toFixed(1)} seeds a second`,
  ];
}

export const failureLines = (seed: number, { violations }: Told, story: Pick<Story, 'startAt'>): string[] => [
  `seed ${seed}: ${violations.length} violations`,
  ...violations.slice(0, mostShown).flatMap((violation) => violationLines(violation, story.startAt)),
];

const violationLines = ({ invariant, at, what, before }: Violation, startAt: number): string[] => [
  `  ${invariant} at ${after(at, startAt)}: ${what}`,
  ...before.map((line) => `      ${line}`),
];

export const shrunkLines = ({ story, masked, told, tries }: Shrunk): string[] => [
  `seed ${story.seed} shrunk in ${tries} tries to ${story.steps.length} steps${masked.size > 0 ? `, without ${[...masked].join(', ')}` : ''}:`,
  ...story.steps.map((step) => `  ${stepLine(step, story.startAt)}`),
  ...failureLines(story.seed, told, story),
];

export function stepLine({ at, do: what, ...rest }: Step, startAt: number): string {
  return `${after(at, startAt)} ${what} ${JSON.stringify(rest)}`;
}

/** Virtual time since the story began. */
export function after(at: number, startAt: number): string {
  const ms = at - startAt;
  const days = Math.floor(ms / 86_400_000);
  return `${days > 0 ? `day ${days} ` : ''}${new Date(ms % 86_400_000).toISOString().slice(11, 23)}`;
}
