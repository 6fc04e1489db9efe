import type { ElectronApplication } from 'playwright-core';
import { expect } from 'vitest';
import { takePort } from './free-port.ts';

const SERVER = 'Talklens server';

/**
 * Ends the embedded server's process at once, and lets another program have its port before it is back, so that it stays away.
 * Resolves to what gives the port back.
 */
export async function killServerOf(app: ElectronApplication, port: number): Promise<() => Promise<void>> {
  const pid = await app.evaluate(
    ({ app: electron }, name) => electron.getAppMetrics().find((metric) => metric.name === name || metric.serviceName === name)?.pid,
    SERVER,
  );
  if (pid === undefined) throw new Error('the app has no server process');
  process.kill(pid, 'SIGKILL');
  let giveBack: (() => Promise<void>) | undefined;
  const isTaken = async () => {
    giveBack ??= await takePort(port).catch(() => undefined);
    return giveBack !== undefined;
  };
  await expect.poll(isTaken).toBe(true);
  return async () => giveBack?.();
}
