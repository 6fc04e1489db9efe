import { readdirSync, readFileSync } from 'node:fs';

/** `USER_HZ`, which is 100 on every Linux there is. */
const tickUs = 10_000;

/** Places in `/proc/PID/stat` (proc(5)), counted from the third field. */
const field = { parent: 1, user: 11, system: 12, endedUser: 13, endedSystem: 14 } as const;

/** User and system time of a process so far, all its threads together, in microseconds; undefined where there is no `/proc`. */
export const cpuUsOf = (pid: number): number | undefined => timesOf(pid, [field.user, field.system]);

/** The same of a process and of all that it started directly, those that have ended included, such as PostgreSQL's backends. */
export function cpuUsOfFamily(parent: number): number | undefined {
  const children = pids().filter((pid) => Number(statOf(pid)?.[field.parent]) === parent);
  const own = timesOf(parent, [field.user, field.system, field.endedUser, field.endedSystem]);
  return children.map(cpuUsOf).reduce((sum, time) => (sum === undefined ? undefined : sum + (time ?? 0)), own);
}

function timesOf(pid: number, places: readonly number[]): number | undefined {
  const stat = statOf(pid);
  return stat && places.reduce((sum, place) => sum + Number(stat[place]), 0) * tickUs;
}

/** The most memory that a process has held, in MB. */
export function peakRssMb(pid: number): number | undefined {
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return kib === undefined ? undefined : (Number(kib) * 1_024) / 1e6;
}

/** From the third field on: the second, the name in brackets, may hold anything. */
function statOf(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function pids(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Undefined once the process is gone. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
