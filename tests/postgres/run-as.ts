import { execFileSync } from 'node:child_process';

/** The numbers of a user without rights, for programs that refuse to run as root; undefined where we are not root ourselves. */
export function runAs(name: string): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
