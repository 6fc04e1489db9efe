import { join } from 'node:path';
import { openGround } from './ground.ts';
import { runHistories } from './run-histories.ts';
import type { HistoryVerdict } from './run-history.ts';
import { deskMembers } from './story.ts';
import { startThreadMachine } from './thread-machine.ts';

export type Played = Readonly<{ verdicts: readonly HistoryVerdict[] /** How often the server was killed. */; crashes: number }>;

type Play = Readonly<{
  /** Where our built programs are. */
  programs: string;
  count: number;
  /** The first seed; the others follow it. */
  from: number;
  /** How many histories at once. */
  width: number;
  onVerdict?: (verdict: HistoryVerdict) => void;
}>;

/** Plays histories on machines in threads against one server of their own. */
export async function playHistories({ programs, count, from, width, onVerdict = () => undefined }: Play): Promise<Played> {
  const ground = await openGround(join(programs, 'server.cjs'));
  const teams = Array.from({ length: width }, () => deskMembers.map(() => startThreadMachine(join(programs, 'machine-thread.cjs'))));
  const seeds = Array.from({ length: count }, (_, at) => String(from + at));
  try {
    const verdicts = await runHistories({ seeds, ground, teams, onVerdict });
    return { verdicts, crashes: ground.crashes() };
  } finally {
    await Promise.all(teams.flat().map((machine) => machine.terminate()));
    await ground.close();
  }
}
