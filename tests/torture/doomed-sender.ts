import { randomBytes, randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { ok } from '../../contract/result.ts';
import { clockOf } from '../../sync-server/clock.ts';
import { readConfig } from '../../sync-server/config.ts';
import { askOnce } from '../../sync-server/dispatch/calling/ask-once.ts';
import { learnHere } from '../../sync-server/learning/learn-here.ts';
import { openLog } from '../../sync-server/log.ts';
import { startServer } from '../../sync-server/server.ts';
import { openStore } from '../../sync-server/store/open-store.ts';
import { armBy, Errand } from './doom.ts';
import { doomedSendingStore } from './doomed-sending-store.ts';

// The server as it is shipped, with less patience, over a store that is watched: `doomed-sender.cjs ERRAND` ends itself with SIGKILL where the doom of
// ERRAND (JSON) says. Without one it lives until it is killed. Only the torture runs it.

const self = resolve(process.argv[1] ?? '');

async function main([argument = '']: readonly string[]): Promise<void> {
  const { startedAt, patienceMs, doom } = Errand.parse(JSON.parse(argument));
  const config = readConfig(process.env, join(self, '../../renderer'));
  const now = clockOf(config.fakeNow === undefined ? undefined : { startedAt, startsAt: config.fakeNow });
  let armed = doom?.fromStart ?? false;
  process.on(armBy, () => {
    armed = true;
  });
  const die = () => void process.kill(process.pid, 'SIGKILL');
  const { httpPort, mqttPort, stop } = await startServer(config, {
    now,
    random: randomBytes,
    ask: (asked) => askOnce({ ...asked, ...(asked.method !== 'GET' && { timeoutMs: patienceMs }) }),
    learn: learnHere,
    log: openLog(config.logLevel),
    version: 'doomed',
    apiPagesDir: join(self, '../static'),
    openStore: async (path) => {
      const opened = await openStore({ path, databaseUrl: config.databaseUrl }, { now, randomUuid: randomUUID, randomBytes });
      if (!opened.ok || doom === undefined) return opened;
      return ok(doomedSendingStore(opened.value, doom, { isArmed: () => armed, die }));
    },
  });
  process.once('SIGTERM', () => void stop().then(() => process.exit()));
  process.stdout.write(`${JSON.stringify({ event: 'listening', httpPort, mqttPort })}\n`);
}

void main(process.argv.slice(2));
