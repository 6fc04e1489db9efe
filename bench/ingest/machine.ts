import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** What a figure must be read with. The load is that of the last minute, and so of others before the first round. */
export const machine = (): string =>
  `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ` +
  `${type()} ${release()}, node ${process.version}, load ${load()}`;

export const load = (): string =>
  loadavg()
    .map((minutes) => minutes.toFixed(1))
    .join(' ');
