import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../contract/zod.ts';
import { ClientFile, OwnerFile, ownerFile } from '../../sync-server/credentials/first-credentials.ts';
import { SecretGranted } from '../../sync-server/http/credentials-route.ts';
import { firstLine, stopped } from './child.ts';
import type { Line } from './publisher-connection.ts';
import { upOf } from './topics.ts';

const Listening = z.looseObject({ httpPort: z.int(), mqttPort: z.int() });
const protocol = '1';
const settings = { TALKLENS_HTTP_PORT: '0', TALKLENS_MQTT_PORT: '0', TALKLENS_LOG_LEVEL: 'warn' };

/** The server as shipped, in a process and a folder of its own. */
export type OurServer = Readonly<{
  pid: number;
  mqttPort: number;
  /** One connection a client: each has a credential of its own and hears what is answered. */
  lines: readonly Line[];
  /** Asks for the first 1,000 leads as a desk would. */
  pull(): Promise<number>;
  stop(): Promise<void>;
}>;

export type Start = Readonly<{
  program: string;
  folder: string;
  clients: number;
  /** Where a CPU profile of its whole life is left, if anywhere. */
  profileTo: string | undefined;
  /** The store is there and not a file of the folder. */
  databaseUrl?: string;
}>;

export async function startOurServer({ program, folder, clients, profileTo, databaseUrl }: Start): Promise<OurServer> {
  const profiling = profileTo === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileTo}`];
  const child = spawn(process.execPath, [...profiling, '--enable-source-maps', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...settings, TALKLENS_DATA_DIR: folder, ...(databaseUrl && { DATABASE_URL: databaseUrl }) },
  });
  const { httpPort, mqttPort } = Listening.parse(JSON.parse(await firstLine(child)));
  const { token } = OwnerFile.parse(JSON.parse(readFileSync(ownerFile(folder), 'utf8')));
  const { workspace } = ClientFile.parse(JSON.parse(readFileSync(join(folder, 'client.json'), 'utf8')));
  const url = `http://127.0.0.1:${httpPort}`;
  const headers = { authorization: `Bearer ${token}`, 'talklens-protocol': protocol };
  const lines: Line[] = [];
  for (let client = 0; client < clients; client += 1) {
    lines.push(await lineOf(url, headers, { port: mqttPort, workspace, name: `bench-${client}` }));
  }

  return {
    pid: child.pid as number,
    mqttPort,
    lines,
    pull: async () => {
      const response = await fetch(`${url}/v1/replication/lead?limit=1000`, { headers });
      if (!response.ok) throw new Error(`a pull was answered ${response.status}`);
      return (await response.arrayBuffer()).byteLength;
    },
    stop: () => stopped(child),
  };
}

type NewClient = Readonly<{ port: number; workspace: string; name: string }>;

async function lineOf(url: string, headers: Readonly<Record<string, string>>, { port, workspace, name }: NewClient): Promise<Line> {
  const response = await fetch(`${url}/v1/credentials`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'client', name }),
  });
  const { secret } = SecretGranted.parse(await response.json());
  const username = `${workspace}/${name}`;
  return { port, clientId: username, username, password: secret, ...upOf(workspace, name) };
}
