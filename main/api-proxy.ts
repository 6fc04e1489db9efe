import type { FailureBody } from '../contract/failure.ts';

/** Where the embedded server listens now and whose token opens it; `failure` while it does not. */
export type ApiTarget = Readonly<{ ok: true; url: string; token: string }> | Readonly<{ ok: false; failure: FailureBody }>;

/** Headers of one connection, not of the message; lengths and encodings are void once `fetch` has decoded the body. */
const notForwarded = [
  'host',
  'origin',
  'referer',
  'connection',
  'authorization',
  'cookie',
  'content-length',
  'content-encoding',
  'transfer-encoding',
];

/**
 * Hands `/v1/...` to the embedded server with the owner's token, so that the renderer has neither token nor port.
 *
 * The answer is streamed through a body of our own: Electron 25 never aborts `request.signal`, and without `cancel` each reload would
 * leave its event stream open until the sixth hangs the window.
 */
export function forwardToServer(target: () => ApiTarget, fetch: typeof globalThis.fetch): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const to = target();
    if (!to.ok) return refusal(to.failure);
    const aborted = new AbortController();
    request.signal.addEventListener('abort', () => aborted.abort(), { once: true });
    try {
      const answer = await fetch(new URL(pathname + search, to.url).href, {
        method: request.method,
        headers: { ...messageHeaders(request.headers), authorization: `Bearer ${to.token}` },
        signal: aborted.signal,
        ...(request.body !== null && { body: await request.arrayBuffer() }),
      });
      return new Response(answer.body && cancellable(answer.body, aborted), {
        status: answer.status,
        headers: messageHeaders(answer.headers),
      });
    } catch {
      return refusal({ code: 'server.unreachable' });
    }
  };
}

const refusal = (failure: FailureBody) => Response.json(failure, { status: 503 });

const messageHeaders = (headers: Headers) => Object.fromEntries([...headers].filter(([name]) => !notForwarded.includes(name)));

/**
 * Dropping it drops the connection to the server. The answer's own body is cancelled beside the signal: Node 18 forgets a signal whose
 * request has been collected as garbage.
 */
function cancellable(body: ReadableStream<Uint8Array>, aborted: AbortController): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (aborted.signal.aborted) return;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      aborted.abort();
      await reader.cancel().catch(() => {});
    },
  });
}
