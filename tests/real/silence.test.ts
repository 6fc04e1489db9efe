import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../sync-server/testing/temporary-folder.ts';
import { startServerProcess } from '../crash/server-process.ts';
import { builtProgram } from '../journey/project.ts';
import { readFirstClient } from '../simulate/local-server.ts';
import { connectRaw } from './raw-mqtt.ts';

test('given a server that is asked to say everything, it prints no password, no name, no phone number and no message (I11)', async () => {
  const dataDir = temporaryFolder();
  const server = await startServerProcess({ program: builtProgram('server'), dataDir, env: { DEBUG: '*', TALKLENS_LOG_LEVEL: 'trace' } });
  onTestFinished(() => void server.kill());
  const client = await readFirstClient(dataDir);
  const up = (kind: string) => `talklens/v1/${client.workspace}/${client.client}/up/${kind}`;
  const said = { eventId: randomUUID(), occurredAt: Date.now(), userId: 'user' };
  const connection = await connectRaw(server.mqttPort, client);

  await connection.publish({ topic: up('identified'), payload: JSON.stringify({ ...said, name: 'Kim-Jiwoo', phone: '010-1234-5678' }) });
  await connection.publish({
    topic: up('questioned'),
    payload: JSON.stringify({ ...said, eventId: randomUUID(), chatId: '1', productId: 'product', message: 'is-it-waterproof' }),
  });
  await connection.publish({ topic: up('searched'), payload: 'not-an-event' });
  await server.stop();

  const printed = readFileSync(join(dataDir, 'server.log'), 'utf8');
  expect(printed).not.toMatch(/Kim-Jiwoo|1234-5678|is-it-waterproof|not-an-event/);
  expect(printed).not.toContain(client.secret);
});
