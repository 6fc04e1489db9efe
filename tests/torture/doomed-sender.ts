import { randomBytes, randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ok } from '../../contract/result.ts';
import { clockOf } from '../../sync-server/clock.ts';
import { readConfig } from '../../sync-server/config.ts';
import { learnHere } from '../../sync-server/learning/learn-here.ts';
import { openLog } from '../../sync-server/log.ts';
import { startServer } from '../../sync-server/server.ts';
import { openStore } from '../../sync-server/store/open-store.ts';
import { Doom } from './doom.ts';
import { doomedSendingStore } from './doomed-sending-store.ts';

// The server as it is shipped, over a store that is watched: `doomed-sender.cjs DOOM` ends itself with SIGKILL where DOOM (JSON) says and says so on
// standard output just before. Without a DOOM it lives until it is killed. Only the torture runs it.

const STDOUT = 1;
const self = resolve(process.argv[1] ?? '');

async function main([doom]: readonly string[]): Promise<void> {
  const config = readConfig(process.env, join(self, '../../renderer'));
  const now = clockOf(config.fakeNow === undefined ? undefined : { startedAt: Date.now(), startsAt: config.fakeNow });
  const die = () => {
    writeSync(STDOUT, `${JSON.stringify({ event: 'dying' })}\n`);
    process.kill(process.pid, 'SIGKILL');
  };
  const { httpPort, mqttPort } = await startServer(config, {
    now,
    random: randomBytes,
    learn: learnHere,
    log: openLog(config.logLevel),
    version: 'doomed',
    apiPagesDir: join(self, '../static'),
    openStore: async (path) => {
      const opened = await openStore({ path, databaseUrl: config.databaseUrl }, { now, randomUuid: randomUUID, randomBytes });
      if (!opened.ok || doom === undefined) return opened;
      return ok(doomedSendingStore(opened.value, Doom.parse(JSON.parse(doom)), die));
    },
  });
  process.stdout.write(`${JSON.stringify({ event: 'listening', httpPort, mqttPort })}\n`);
}

void main(process.argv.slice(2));
