import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { buildMachinePage, createChromiumMachine } from './chromium/chromium-machine.ts';
import { type Ground, openGround } from './ground.ts';
import type { Machine } from './machine.ts';
import { runHistories } from './run-histories.ts';
import type { HistoryVerdict } from './run-history.ts';
import { deskMembers } from './story.ts';
import { startThreadMachine } from './thread-machine.ts';

export type Played = Readonly<{ verdicts: readonly HistoryVerdict[] /** How often the server was killed. */; crashes: number }>;

type Play = Readonly<{
  /** Where the project was built. */
  projectRoot: string;
  /** The browser's program; without one, machines are threads. */
  chromium?: string | undefined;
  count: number;
  /** The first seed; the others follow it. */
  from: number;
  /** How many histories at once. */
  width: number;
  onVerdict?: (verdict: HistoryVerdict) => void;
}>;

type Teams = Readonly<{ teams: readonly (readonly Machine[])[]; close: () => Promise<unknown> }>;

/** Plays histories against one server of their own. */
export async function playHistories({
  projectRoot,
  chromium: browser,
  count,
  from,
  width,
  onVerdict = () => undefined,
}: Play): Promise<Played> {
  const ground = await openGround(join(projectRoot, 'dist/node/server.cjs'));
  const { teams, close } = await (browser === undefined
    ? teamsOfThreads(join(projectRoot, 'dist/node/machine-thread.cjs'), width)
    : teamsOfBrowsers(browser, projectRoot, ground, width));
  const seeds = Array.from({ length: count }, (_, at) => String(from + at));
  try {
    const verdicts = await runHistories({ seeds, ground, teams, onVerdict });
    return { verdicts, crashes: ground.crashes() };
  } finally {
    await close();
    await ground.close();
  }
}

const teamsOf = <M extends Machine>(width: number, make: () => M): M[][] => Array.from({ length: width }, () => deskMembers.map(make));

function teamsOfThreads(program: string, width: number): Teams {
  const teams = teamsOf(width, () => startThreadMachine(program));
  return { teams, close: () => Promise.all(teams.flat().map((machine) => machine.terminate())) };
}

/** Root, as in a container, has no Chromium sandbox. */
async function teamsOfBrowsers(executablePath: string, projectRoot: string, { httpPort }: Ground, width: number): Promise<Teams> {
  const parts = await buildMachinePage(projectRoot);
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
  return { teams: teamsOf(width, () => createChromiumMachine({ browser, serverPort: httpPort, ...parts })), close: () => browser.close() };
}
