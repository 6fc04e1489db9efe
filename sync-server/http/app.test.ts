import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Store } from '../store/port/store.ts';
import { runServer, type TestServer } from '../testing/run-server.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

function buildDesk(dataDir: string): void {
  mkdirSync(join(dataDir, 'desk', 'assets'), { recursive: true });
  writeFileSync(join(dataDir, 'desk', 'index.html'), '<meta property="csp-nonce" nonce="__NONCE__"><title>톡렌즈</title>');
  writeFileSync(join(dataDir, 'desk', 'assets', 'main-1a2b.js'), 'export {};');
}

async function runWithDesk(env: Record<string, string> = {}): Promise<TestServer> {
  const dataDir = temporaryFolder();
  buildDesk(dataDir);
  return runServer({ dataDir, env });
}

test('given the desk is opened twice, each page has its own nonce, is never stored, and allows nothing unsafe', async () => {
  const server = await runWithDesk();

  const pages = await Promise.all([server.get('/', {}), server.get('/index.html', {})]);

  const nonces = await Promise.all(pages.map(async (page) => /nonce="([\w-]{20,})"/.exec(await page.text())?.[1]));
  expect(new Set(nonces).size).toBe(2);
  pages.forEach((page, index) => {
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`style-src 'self' 'nonce-${nonces[index]}'`);
    expect(policy).not.toContain('unsafe');
    expect(page.headers.get('cache-control')).toBe('no-store');
  });
});

test('given a hashed file, it is kept for ever and obeys the same policy; outside of the desk there is nothing', async () => {
  const server = await runWithDesk();

  const file = await server.get('/assets/main-1a2b.js', {});
  const outside = await server.get('/assets/..%2f..%2fowner.json', {});

  expect(file.headers.get('cache-control')).toContain('immutable');
  expect(file.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(outside.ok).toBe(false);
  expect(await outside.text()).not.toContain(server.owner.token);
});

test.each(['/v1/nothing', '/nothing', '/assets/nothing.js'])('given nothing at %s, the answer is a code', async (path) => {
  const server = await runWithDesk();

  const response = await server.get(path, {});

  expect([response.status, await response.json()]).toEqual([404, { code: 'request.notFound' }]);
});

test('given a server that others can reach without TLS, the desk says why it does not open', async () => {
  const server = await runWithDesk({ TALKLENS_HOST: '0.0.0.0', TALKLENS_ALLOW_PLAIN: '1' });
  const secure = await server.get('/', {});
  expect(secure.status).toBe(200);

  const { networkInterfaces } = await import('node:os');
  const lan = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)?.address;
  const other = await fetch(`http://${lan ?? '127.0.0.2'}:${server.httpPort}/`);

  expect(other.status).toBe(403);
  expect(await other.text()).toContain('auth.insecure');
});

test('given the API description, its pages and its document are served', async () => {
  const server = await runServer();

  const page = await server.get('/docs/', {});
  const style = await server.get('/docs/static/swagger-ui.css', {});
  const description = (await (await server.get('/docs/json', {})).json()) as { openapi: string; paths: Record<string, object> };

  expect([page.status, style.status]).toEqual([200, 200]);
  expect(description.openapi).toBe('3.1.0');
  expect(JSON.stringify(description.paths['/v1/events'])).toContain('occurredAt');
});

test('given a server that runs, it is alive and ready; given a store that fails, it is alive only', async () => {
  let failing = false;
  const server = await runServer({
    wrap: (store) => ({
      ...store,
      feed: {
        ...store.feed,
        transaction: (workspace, work) => (failing ? Promise.reject(new Error('read-only')) : store.feed.transaction(workspace, work)),
      },
    }),
  });
  expect([(await server.get('/healthz', {})).status, (await server.get('/readyz', {})).status]).toEqual([200, 200]);

  failing = true;

  const ready = await server.get('/readyz', {});
  expect((await server.get('/healthz', {})).status).toBe(200);
  expect([ready.status, await ready.json()]).toEqual([503, { code: 'server.storeFailed' }]);
});

test('given a first start, the secrets are in files that only their owner may read; given a second, they are the same', async () => {
  const dataDir = temporaryFolder();
  const first = await runServer({ dataDir });
  for (const file of ['owner.json', 'client.json', 'listening.json']) expect(statSync(join(dataDir, file)).mode & 0o077).toBe(0);
  await first.stop();

  const second = await runServer({ dataDir });

  expect([second.owner, second.client]).toEqual([first.owner, first.client]);
  expect((await second.store.feed.documents('shop', 'member', ['owner'])).size).toBe(1);
});

test.each(['TALKLENS_HTTP_PORT', 'TALKLENS_MQTT_PORT'])(
  'given a taken %s, the start fails with port and variable, and lets go of the data',
  async (variable) => {
    const dataDir = temporaryFolder();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const port = String((other.address() as { port: number }).port);

    await expect(runServer({ dataDir, env: { [variable]: port } })).rejects.toMatchObject({
      code: 'port.taken',
      detail: `${port} (${variable})`,
    });
    other.close();

    await runServer({ dataDir }); // the store is free again
  },
);

test('given a start that fails and cannot be undone either, the first failure is the one that is told', async () => {
  const other = createServer();
  onTestFinished(() => void other.close());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const port = String((other.address() as { port: number }).port);
  const lines: string[] = [];
  const stuck = (store: Store): Store => ({ ...store, close: () => store.close().then(() => Promise.reject(new Error('disk gone'))) });

  const starting = runServer({ env: { TALKLENS_MQTT_PORT: port }, wrap: stuck, logTo: { write: (line) => lines.push(line) } });

  await expect(starting).rejects.toMatchObject({ code: 'port.taken' });
  expect(lines.join('')).toContain('a failed start could not be undone');
});

test('given data that another server has open, the start is refused', async () => {
  const { dataDir } = await runServer();

  await expect(runServer({ dataDir })).rejects.toMatchObject({ code: 'store.locked' });
});

test.each([
  ['a broken escape', '/v1/leads/%zz', 400],
  ['an id that is too long to be one', `/v1/leads/${'010-9876-5432'.repeat(50)}`, 400],
])('given an address with %s, the answer is a code and repeats nothing of it (I11)', async (_what, path, status) => {
  const server = await runServer();

  const response = await server.get(path);

  expect([response.status, await response.json()]).toEqual([status, { code: 'request.schema' }]);
  expect(response.headers.get('content-type')).toContain('application/json');
});

test('given a store that cannot write, a request says so; given another defect, it says that instead', async () => {
  let failure: Error = Object.assign(new Error('disk is full'), { code: 'ERR_SQLITE_ERROR', sqliteCodeName: 'SQLITE_FULL' });
  const server = await runServer({
    wrap: (store) => ({ ...store, feed: { ...store.feed, documentsFrom: () => Promise.reject(failure) } }),
  });
  const ask = async () => {
    const response = await server.get('/v1/leads');
    return [response.status, await response.json()];
  };

  const full = await ask();
  failure = new TypeError('Cannot read properties of undefined');
  const defect = await ask();

  expect(full).toEqual([503, { code: 'server.storeFailed' }]);
  expect(defect).toEqual([500, { code: 'server.failed' }]);
});

test('given the API description, it names every kind of answer: failures of the server, streams, text and ETags too', async () => {
  const server = await runServer();

  const { paths } = (await (await server.get('/docs/json', {})).json()) as {
    paths: Record<
      string,
      Record<string, { parameters?: { name: string; in: string }[]; responses: Record<string, { content?: object; headers?: object }> }>
    >;
  };

  const answers = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => [`${method} ${path}`, Object.keys(responses).sort()]),
  );
  expect(answers.length).toBeGreaterThan(15);
  for (const [route, statuses] of answers) expect([route, statuses]).toEqual([route, ['200', '4XX', '5XX']]);
  expect(Object.keys(paths['/v1/replication/stream']?.get?.responses['200']?.content ?? {})).toEqual(['text/event-stream']);
  expect(Object.keys(paths['/metrics']?.get?.responses['200']?.content ?? {})).toEqual(['text/plain']);
  expect(Object.keys(paths['/v1/leads/{id}']?.get?.responses['200']?.headers ?? {})).toEqual(['etag']);
  expect(paths['/v1/leads/{id}']?.patch?.parameters).toContainEqual(expect.objectContaining({ in: 'header', name: 'if-match' }));
});

test.each(['', '{"workspace":"shop","mem'])(
  'given a first start that a power failure cut short at %j, the next one makes the secrets',
  async (left) => {
    const dataDir = temporaryFolder();
    for (const file of ['owner.json', 'client.json']) writeFileSync(join(dataDir, file), left);

    const server = await runServer({ dataDir });

    expect((await server.get('/v1/me')).status).toBe(200);
    expect(statSync(join(dataDir, 'owner.json')).mode & 0o077).toBe(0);
  },
);

test('given a desk in a folder below one that is called assets, its page-like files are not kept for ever', async () => {
  const dataDir = temporaryFolder();
  const deskDir = join(dataDir, 'assets', 'desk');
  mkdirSync(join(deskDir, 'assets'), { recursive: true });
  writeFileSync(join(deskDir, 'worker.js'), '');
  writeFileSync(join(deskDir, 'assets', 'main-1a2b.js'), '');
  const server = await runServer({ dataDir, env: { TALKLENS_DESK_DIR: deskDir } });

  const [plain, hashed] = await Promise.all(['/worker.js', '/assets/main-1a2b.js'].map((path) => server.get(path, {})));

  expect([plain?.headers.get('cache-control'), hashed?.headers.get('cache-control')]).toEqual([
    'no-cache',
    'public, max-age=31536000, immutable',
  ]);
});
