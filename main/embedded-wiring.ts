import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filter } from 'rxjs';
import { z } from '../contract/zod.ts';
import type { ApiTarget } from './api-proxy.ts';
import type { EmbeddedServer } from './embedded-server.ts';

/** What the server keeps in its data folder (0600) for whoever runs it. */
const OwnerFile = z.object({ token: z.string().min(1) });

/** The settings that the embedded server gets: ours from the environment, with the folders that this app decides. */
export function serverEnvironment(env: NodeJS.ProcessEnv, dataDir: string, deskDir: string): Readonly<Record<string, string>> {
  const ours = Object.entries(env).filter((entry): entry is [string, string] => entry[0].startsWith('TALKLENS_') && entry[1] !== undefined);
  return { ...Object.fromEntries(ours), TALKLENS_DATA_DIR: dataDir, TALKLENS_DESK_DIR: deskDir };
}

/** Where `/v1/...` goes now, with the owner's token, read once for each start of the server; the reason while it goes nowhere. */
export function apiTarget(server: EmbeddedServer, dataDir: string): () => ApiTarget {
  let token: string | undefined;
  server.state$.subscribe(() => {
    token = undefined;
  });
  return () => {
    const running = server.running();
    if (running === undefined) return { ok: false, failure: { code: server.state().code ?? 'server.unreachable' } };
    token ??= OwnerFile.parse(JSON.parse(readFileSync(join(dataDir, 'owner.json'), 'utf8'))).token;
    return { ok: true, url: `http://127.0.0.1:${running.httpPort}`, token };
  };
}

/** Says on stdout where the server listens, in the same line as the server's own program does, so that a script can wait for it. */
export function announceWhenRunning(server: EmbeddedServer, stdout: NodeJS.WritableStream): void {
  server.state$.pipe(filter(({ state }) => state === 'running')).subscribe(() => {
    stdout.write(`${JSON.stringify({ event: 'listening', ...server.running() })}\n`);
  });
}
