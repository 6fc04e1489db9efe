import { randomBytes, randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { isMainThread, workerData } from 'node:worker_threads';
import { ok } from '../../contract/result.ts';
import { readConfig } from '../../sync-server/config.ts';
import { learnHere } from '../../sync-server/learning/learn-here.ts';
import { openLog } from '../../sync-server/log.ts';
import { startServer } from '../../sync-server/server.ts';
import { openStore } from '../../sync-server/store/open-store.ts';
import { Doom } from './doom.ts';
import { watchedStore } from './doomed-store.ts';
import { ReaperStart, reap, startReaper } from './reaper.ts';

// The server as it is shipped, over a store that is watched: `doomed-server.cjs DOOM DEATHS` ends itself where DOOM (JSON) says and
// notes that in the file DEATHS. Only the crash test runs it; the shipped program knows nothing of it.

const self = resolve(process.argv[1] ?? '');

async function main([doom = '', deaths = '']: readonly string[]): Promise<void> {
  const reaper = startReaper(Doom.parse(JSON.parse(doom)), deaths, self);
  const config = readConfig(process.env, join(self, '../../renderer'));
  const { httpPort, mqttPort } = await startServer(config, {
    now: Date.now,
    random: randomBytes,
    learn: learnHere,
    log: openLog(config.logLevel),
    version: 'doomed',
    apiPagesDir: join(self, '../static'),
    openStore: async (path) => {
      const opened = await openStore({ path, databaseUrl: config.databaseUrl }, { now: Date.now, randomUuid: randomUUID, randomBytes });
      return opened.ok ? ok(watchedStore(opened.value, reaper)) : opened;
    },
  });
  process.stdout.write(`${JSON.stringify({ event: 'listening', httpPort, mqttPort })}\n`);
  reaper.arm();
}

if (isMainThread) void main(process.argv.slice(2));
else reap(ReaperStart.parse(workerData));
