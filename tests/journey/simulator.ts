import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { builtProgram } from './project.ts';

export type Crowd = Readonly<{ users: number; rate: number; seconds: number; seed: string }>;
export type Reached = Readonly<{ dataDir: string; httpPort: number; mqttPort: number }>;

/** Lets a crowd of simulated shoppers talk to the server over real MQTT sockets, and waits until all is said and answered. */
export async function letShoppersTalk({ users, rate, seconds, seed }: Crowd, { dataDir, httpPort, mqttPort }: Reached): Promise<void> {
  const args = ['--users', users, '--clients', 3, '--rate', rate, '--seconds', seconds, '--seed', seed].map(String);
  const child = spawn(process.execPath, [builtProgram('simulate'), ...args], {
    env: {
      ...process.env,
      TALKLENS_DATA_DIR: dataDir,
      TALKLENS_HTTP_PORT: String(httpPort),
      TALKLENS_MQTT_PORT: String(mqttPort),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk) => (said += chunk));
  const [exitCode] = await once(child, 'exit');
  if (exitCode !== 0) throw new Error(`the simulator ended with ${exitCode}:\n${said}`);
}
