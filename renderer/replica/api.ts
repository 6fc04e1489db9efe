import { FailureBody, type FailureCode } from '../../contract/failure.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { z } from '../../contract/zod.ts';
import type { Surroundings } from './surroundings.ts';

const deadlineMs = 60_000;

/** `retryAfterMs`: how long the server asked to be left alone. */
export type Failure = Readonly<{ ok: false; code: FailureCode; retryAfterMs?: number }>;
export type Answered<T> = Readonly<{ ok: true; value: T }> | Failure;

/** The server as the replica asks it. Every failure is a code; whatever is no answer of ours is `server.unreachable`. */
export interface Api {
  get<S extends z.ZodType>(path: string, schema: S, signal: AbortSignal): Promise<Result<z.infer<S>>>;
  post<S extends z.ZodType>(path: string, body: unknown, schema: S, signal: AbortSignal): Promise<Answered<z.infer<S>>>;
  /** A file as it is. */
  bytes(path: string, signal: AbortSignal): Promise<Result<Uint8Array>>;
  /** A response that does not end: the deadline is for its beginning. */
  stream(path: string, signal: AbortSignal): Promise<Result<ReadableStream<Uint8Array>>>;
  /** Kept in memory only, never stored. */
  useToken(token: string): void;
}

export function createApi({ fetch, wait }: Pick<Surroundings, 'fetch' | 'wait'>): Api {
  let token: string | undefined;

  const headers = () => ({ [PROTOCOL_HEADER]: String(PROTOCOL_VERSION), ...(token && { authorization: `Bearer ${token}` }) });

  const ask = async (path: string, init: RequestInit): Promise<Answered<Response>> => {
    const response = await fetch(path, { ...init, headers: { ...headers(), ...init.headers }, cache: 'no-store' }).catch(() => undefined);
    if (!response) return failed('server.unreachable');
    return response.ok ? ok(response) : failureOf(response);
  };

  /** Gives up a request that the network swallowed. `AbortSignal.any` is newer than the oldest Chromium that runs the desk. */
  const withDeadline = async <T>(limited: AbortController, work: () => Promise<T>): Promise<T> => {
    const done = new AbortController();
    void wait(deadlineMs, done.signal).then(() => done.signal.aborted || limited.abort());
    try {
      return await work();
    } finally {
      done.abort();
    }
  };

  const askBytes = async (path: string, signal: AbortSignal): Promise<Result<Uint8Array>> => {
    const { limited, letGo } = abortedWith(signal);
    const answer = withDeadline(limited, async () => {
      const response = await ask(path, { signal: limited.signal });
      if (!response.ok) return response;
      const body = await response.value.arrayBuffer().catch(() => undefined);
      return body ? ok(new Uint8Array(body)) : failed('server.unreachable');
    });
    return answer.finally(letGo);
  };

  const askJson = async <S extends z.ZodType>(
    path: string,
    init: RequestInit,
    schema: S,
    signal: AbortSignal,
  ): Promise<Answered<z.infer<S>>> => {
    const { limited, letGo } = abortedWith(signal);
    const answer = withDeadline(limited, async () => {
      const response = await ask(path, { ...init, signal: limited.signal });
      return response.ok ? parseBody(schema, await response.value.json().catch(() => undefined)) : response;
    });
    return answer.finally(letGo);
  };

  return {
    get: (path, schema, signal) => askJson(path, {}, schema, signal),
    post: (path, body, schema, signal) =>
      askJson(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, schema, signal),
    bytes: askBytes,
    stream: async (path, signal) => {
      const { limited } = abortedWith(signal);
      const response = await withDeadline(limited, () => ask(path, { signal: limited.signal, headers: { accept: 'text/event-stream' } }));
      if (!response.ok) return response;
      return response.value.body ? ok(response.value.body) : failed('server.unreachable');
    },
    useToken: (given) => {
      token = given;
    },
  };
}

async function failureOf(response: Response): Promise<Failure> {
  const body = FailureBody.safeParse(await response.json().catch(() => undefined));
  const seconds = Number(response.headers.get('retry-after'));
  return {
    ok: false,
    code: body.success ? body.data.code : 'server.unreachable',
    ...(seconds > 0 && Number.isFinite(seconds) && { retryAfterMs: seconds * 1_000 }),
  };
}

function parseBody<S extends z.ZodType>(schema: S, body: unknown): Result<z.infer<S>> {
  if (protocolOf(body) !== PROTOCOL_VERSION) return failed('protocol.outdated');
  const parsed = schema.safeParse(body);
  return parsed.success ? ok(parsed.data) : failed('server.unreachable');
}

/** Bodies that carry no version are of this one. */
const protocolOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'protocol' in body ? body.protocol : PROTOCOL_VERSION;

/** A controller that is aborted with the signal, until it lets go of it. */
function abortedWith(signal: AbortSignal): Readonly<{ limited: AbortController; letGo: () => void }> {
  const limited = new AbortController();
  const abort = () => limited.abort();
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return { limited, letGo: () => signal.removeEventListener('abort', abort) };
}
