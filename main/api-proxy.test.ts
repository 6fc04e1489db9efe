import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type ApiTarget, forwardToServer } from './api-proxy.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serverThat(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<() => ApiTarget> {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  return () => ({ ok: true, url, token: 'owner-token' });
}

test("given a request of the desk, forwards it with the owner's token, whatever the page sent itself", async () => {
  const target = await serverThat(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.end(
      JSON.stringify({ url: request.url, method: request.method, headers: request.headers, body: Buffer.concat(chunks).toString() }),
    );
  });

  const answer = await forwardToServer(
    target,
    fetch,
  )(
    new Request('app://talklens/v1/commands?limit=2', {
      method: 'POST',
      body: '{"명령":1}',
      headers: { authorization: 'Bearer forged', 'talklens-protocol': '1', 'content-type': 'application/json' },
    }),
  );

  expect(await answer.json()).toMatchObject({
    url: '/v1/commands?limit=2',
    method: 'POST',
    body: '{"명령":1}',
    headers: { authorization: 'Bearer owner-token', 'talklens-protocol': '1', 'content-type': 'application/json' },
  });
});

test('given an event stream that the page drops, as by a reload, its connection to the server is closed', async () => {
  let closed = false;
  const target = await serverThat((_request, response) => {
    response.on('close', () => {
      closed = true;
    });
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
  });
  const answer = await forwardToServer(target, fetch)(new Request('app://talklens/v1/replication/stream'));
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const first = await reader.read();

  await reader.cancel();

  expect(new TextDecoder().decode(first.value)).toBe('data: 1\n\n');
  await expect.poll(() => closed).toBe(true);
});

test('given a server that is not there, answers that it is unreachable', async () => {
  const target = await serverThat(() => {});
  server?.close();
  server = undefined;

  const answer = await forwardToServer(target, fetch)(new Request('app://talklens/v1/me'));

  expect([answer.status, await answer.json()]).toEqual([503, { code: 'server.unreachable' }]);
});

test('given a server that failed to start, answers with its reason', async () => {
  const target = (): ApiTarget => ({ ok: false, failure: { code: 'port.taken', detail: 'TALKLENS_HTTP_PORT' } });

  const answer = await forwardToServer(target, fetch)(new Request('app://talklens/v1/me'));

  expect([answer.status, await answer.json()]).toEqual([503, { code: 'port.taken', detail: 'TALKLENS_HTTP_PORT' }]);
});
