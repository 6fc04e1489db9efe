/** Processor time of this process so far, all of its threads, in microseconds: what a loaded machine does not distort much. */
export function cpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
