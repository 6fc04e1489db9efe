import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { z } from '../../contract/zod.ts';

const Owner = z.object({ token: z.string() });

/** What the owner may read over HTTP: how a test looks at the server's own truth, past the screens. */
export function memberApi(dataDir: string, httpPort: number) {
  const { token } = Owner.parse(JSON.parse(readFileSync(join(dataDir, 'owner.json'), 'utf8')));
  return async <T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> => {
    const answer = await fetch(`http://127.0.0.1:${httpPort}${path}`, {
      headers: { authorization: `Bearer ${token}`, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return schema.parse(await answer.json());
  };
}
export type MemberApi = ReturnType<typeof memberApi>;
