import { expect } from 'vitest';
import { readFirstClient } from '../simulate/local-server.ts';
import type { Reached } from './simulator.ts';

/** Says it all in one request, as the first chat client does over HTTP: at most 1,000 events, good or bad. */
export async function sayEvents({ dataDir, httpPort }: Pick<Reached, 'dataDir' | 'httpPort'>, events: readonly object[]): Promise<void> {
  const { workspace, client, secret } = await readFirstClient(dataDir);
  const authorization = `Basic ${Buffer.from(`${workspace}/${client}:${secret}`).toString('base64')}`;
  const response = await fetch(`http://127.0.0.1:${httpPort}/v1/events`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
  expect(response.status).toBe(200);
}
