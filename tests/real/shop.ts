import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerProcess, startServerProcess } from '../crash/server-process.ts';
import { builtProgram } from '../journey/project.ts';
import type { ClientCredential } from '../simulate/credential.ts';
import { readFirstClient, readOwner } from '../simulate/local-server.ts';
import { type MemberHttp, memberHttp } from '../simulate/member-http.ts';

/** A real server process with a data folder of its own, its owner and its first client. */
export type Shop = Readonly<{
  dataDir: string;
  server: () => ServerProcess;
  member: MemberHttp;
  token: string;
  client: ClientCredential;
  /** What our programs find this server by. */
  env: Readonly<Record<string, string>>;
  /** Stops the server in order and starts it again on the same ports, running `between` while it is away. */
  restart: (between?: () => Promise<void>) => Promise<void>;
  /** Ends the process and removes the folder. */
  close: () => Promise<void>;
}>;

export async function openShop(): Promise<Shop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'talklens-real-'));
  const first = await startServerProcess({ program: builtProgram('server'), dataDir });
  const { httpPort, mqttPort, httpUrl } = first;
  let server = first;
  const { token } = await readOwner(dataDir);
  return {
    dataDir,
    server: () => server,
    member: memberHttp(httpUrl, token),
    token,
    client: await readFirstClient(dataDir),
    env: { TALKLENS_DATA_DIR: dataDir, TALKLENS_HTTP_PORT: String(httpPort), TALKLENS_MQTT_PORT: String(mqttPort) },
    restart: async (between = async () => {}) => {
      await server.stop();
      await between();
      server = await startServerProcess({ program: builtProgram('server'), dataDir, httpPort, mqttPort });
    },
    close: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}
