import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../journey/project.ts';

/** One fenced block of a page: its language, the label beside it (`json up/searched`: `up/searched`) and its text. */
export type Example = Readonly<{ language: string; label: string; text: string }>;

/** The fenced blocks of a page of ours, in order. */
export function examplesOf(page: string): readonly Example[] {
  const text = readFileSync(join(projectRoot, page), 'utf8');
  return [...text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, language = '', label = '', body = '']) => ({
    language,
    label,
    text: body,
  }));
}
