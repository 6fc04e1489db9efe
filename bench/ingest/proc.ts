import { readdirSync, readFileSync } from 'node:fs';

/** `USER_HZ`, which is 100 on every Linux there is. */
const tickUs = 10_000;

/** User and system time of a process so far, in microseconds; undefined where there is no `/proc`. */
export function cpuUsOf(pid: number): number | undefined {
  const fields = statOf(pid);
  return fields && (Number(fields[11]) + Number(fields[12])) * tickUs; // utime, stime of proc(5), counted from the third
}

/** The same of a process and all that it started directly, such as PostgreSQL's backends. */
export function cpuUsOfFamily(parent: number): number | undefined {
  const children = pids().filter((pid) => Number(statOf(pid)?.[1]) === parent);
  const times = [parent, ...children].map(cpuUsOf).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : times.reduce((sum, time) => sum + time, 0);
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
