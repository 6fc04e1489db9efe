import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EventReceipt } from '../../contract/ingest.ts';
import { aSearch } from '../../contract/testing/build-event.ts';
import { startServerProcess } from '../crash/server-process.ts';
import { builtProgram } from '../journey/project.ts';
import type { ClientCredential } from '../simulate/credential.ts';
import { readFirstClient } from '../simulate/local-server.ts';

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'talklens-thread-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Run by every thread of the server before its program: the one that is not the first ends like this once a file is there. */
const endingBy = (end: string) =>
  `--import=data:text/javascript,${encodeURIComponent(`
  import { existsSync } from 'node:fs';
  import { join } from 'node:path';
  import { isMainThread } from 'node:worker_threads';
  const end = () => { ${end} };
  if (!isMainThread) setInterval(() => { if (existsSync(join(process.env.TALKLENS_DATA_DIR, 'end'))) end(); }, 10);
`)}`;

/** What became of an event that is sent over HTTP. */
async function send(httpUrl: string, { workspace, client, secret }: ClientCredential, event: ReturnType<typeof aSearch>) {
  const answer = await fetch(`${httpUrl}/v1/events`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${workspace}/${client}:${secret}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(event),
  });
  return EventReceipt.parse(await answer.json()).items;
}

test.each([
  ['fails', `throw new RangeError('ended by the test')`, '"cause":{"type":"RangeError"'],
  ['ends', 'process.exit(0)', '"level":60'],
])(
  'given a writing thread that %s under a whole server, the program says so and ends with 1, and its next life has what was acknowledged (I1)',
  async (_how, end, says) => {
    const dataDir = await aFolder();
    const start = (env = {}) => startServerProcess({ program: builtProgram('server'), dataDir, env });
    const server = await start({ NODE_OPTIONS: endingBy(end) });
    const client = await readFirstClient(dataDir);
    const event = aSearch();
    const stored = await send(server.httpUrl, client, event);

    await writeFile(join(dataDir, 'end'), '');
    const ended = await server.ended;

    expect([stored, ended]).toEqual([[{ status: 'stored' }], [1, null]]);
    const log = await readFile(join(dataDir, 'server.log'), 'utf8');
    expect(log.split('\n').find((line) => line.includes('the store cannot be written any more'))).toContain(says);
    const again = await start();
    onTestFinished(() => again.kill());
    expect(await send(again.httpUrl, client, event)).toEqual([{ status: 'duplicate' }]);
  },
);
