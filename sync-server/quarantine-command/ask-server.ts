import { FailureBody } from '../../contract/failure.ts';
import { InspectedPacket, PacketReleased, QuarantinePage } from '../../contract/quarantine.ts';
import type { z } from '../../contract/zod.ts';
import type { Config } from '../config.ts';
import { ownerTokenIn } from '../credentials/first-credentials.ts';
import { readListeningFile, serverUrl } from '../credentials/listening-file.ts';
import type { Answer } from '../http/quarantine.ts';
import type { Reach } from './reach-quarantine.ts';

type Said<T> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; code: z.infer<typeof FailureBody>['code']; field?: string }>;

const answerWithinMs = 10_000;

/**
 * The server that has the data open, over loopback, with the token of the workspace's owner. Whatever else listens there now, as after
 * a crash, has no answer of ours.
 */
export async function askServer({ dataDir }: Config, workspace: string): Promise<Reach> {
  const token = ownerTokenIn(dataDir, workspace);
  const listening = readListeningFile(dataDir);
  if (!listening) return { ok: false, code: 'server.unreachable' };
  if (token === undefined) return { ok: false, code: 'noOwner' };
  const base = `${serverUrl(listening)}/v1/quarantine`;

  async function say<S extends z.ZodType>(path: string, schema: S, body?: object): Promise<Said<z.infer<S>>> {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
    const answer = await jsonOf(`${base}${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers });
    const value = answer?.ok ? schema.safeParse(answer.body) : undefined;
    if (value?.success) return { ok: true, value: value.data };
    const failure = FailureBody.safeParse(answer?.body);
    if (!failure.success) return { ok: false, code: 'server.unreachable' };
    const { code, detail } = failure.data;
    return { ok: false, code, ...(detail !== undefined && { field: detail }) };
  }

  const release = (path: string, body: object): Promise<Answer> => say(path, PacketReleased, body);
  const tried = await say('?limit=1', QuarantinePage);
  if (!tried.ok) return tried;
  return {
    ok: true,
    value: {
      list: async (query) => orThrow(await say(toSearch(query), QuarantinePage)),
      inspect: async (packetId) => {
        const said = await say(`/${packetId}`, InspectedPacket);
        return !said.ok && said.code === 'quarantine.unknown' ? undefined : orThrow(said);
      },
      replay: (packetId, corrected) =>
        release(`/${packetId}/replay`, corrected ? { event: JSON.parse(Buffer.from(corrected).toString()) } : {}),
      discard: (packetId) => release(`/${packetId}/discard`, {}),
      close: async () => undefined,
    },
  };
}

/** Undefined where no JSON came back in time. */
async function jsonOf(url: string, init: RequestInit): Promise<{ ok: boolean; body: unknown } | undefined> {
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(answerWithinMs) });
    return { ok: answer.ok, body: await answer.json() };
  } catch {
    return undefined;
  }
}

function toSearch(query: Readonly<Record<string, string | number | undefined>>): string {
  const said = Object.entries(query).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]));
  return `?${new URLSearchParams(said)}`;
}

/** It answered a moment ago: that it does not now is nobody's mistake. */
function orThrow<T>(said: Said<T>): T {
  if (said.ok) return said.value;
  throw new Error(`the server did not answer (${said.code})`);
}
