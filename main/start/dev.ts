import { join, resolve } from 'node:path';
import type { InlineConfig, Rolldown } from 'vite';
import { type Child, startChild } from './child.ts';
import { deskAddress } from './guide.ts';

// `npm run dev`: the desk from Vite, which puts every change of it into the open page, before a server that is built and started
// again whenever its sources change. No Electron: the desktop's window shows the same desk.
const root = resolve(__dirname, '../..');
const DESK_PORT = 5173;
const httpPort = Number(process.env.TALKLENS_HTTP_PORT ?? 8420);
const serverPaths = ['/v1', '/docs', '/healthz', '/readyz', '/metrics'];
const print = (line: string) => process.stdout.write(`${line}\n`);

void main();

async function main(): Promise<void> {
  const { build, createServer } = await import('vite');
  const desk = await createServer(deskConfig());
  await desk.listen();
  const server = restartable();
  const watcher = (await build(serverConfig())) as Rolldown.RolldownWatcher;
  watcher.on('event', (event) => {
    if (event.code === 'END') server.restart();
    if (event.code === 'ERROR') print(`the server does not build: ${event.error.message}`);
  });
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void Promise.all([watcher.close(), desk.close(), server.stop()]).then(() => process.exit(0));
    });
  }
}

function deskConfig(): InlineConfig {
  const target = `http://127.0.0.1:${httpPort}`;
  return {
    configFile: join(root, 'vite.renderer.config.ts'),
    server: {
      host: '127.0.0.1',
      port: DESK_PORT,
      strictPort: true,
      proxy: { ...Object.fromEntries(serverPaths.map((path) => [path, { target }])), '/mqtt': { target, ws: true } },
    },
  };
}

function serverConfig(): InlineConfig {
  return {
    configFile: join(root, 'vite.node.config.ts'),
    logLevel: 'warn',
    build: { watch: {}, rolldownOptions: { input: { server: join(root, 'sync-server/main.ts') } } },
  };
}

/** One server at a time: the next is started when the last has let go of its port and its database. */
function restartable(): Readonly<{ restart: () => void; stop: () => Promise<void> }> {
  let current: Child | undefined;
  let queue = Promise.resolve();
  const restart = async () => {
    await current?.stop();
    const started = startChild(process.execPath, ['--enable-source-maps', join(__dirname, 'server.cjs')], serverEnvironment());
    current = started;
    const listening = await started.listening;
    if (listening === undefined) print('the server ended; it starts again with the next change');
    else print(`desk: ${deskAddress({ ...listening, httpPort: DESK_PORT })}   mqtt://127.0.0.1:${listening.mqttPort}`);
  };
  return {
    restart: () => {
      queue = queue.then(restart);
    },
    stop: async () => {
      await current?.stop();
      await queue;
    },
  };
}

/** The page's origin is Vite's, so the server is told to trust it as it would a proxy's. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const ownOrigin = `http://127.0.0.1:${DESK_PORT}`;
  const others = process.env.TALKLENS_PUBLIC_ORIGINS;
  return { ...process.env, TALKLENS_HTTP_PORT: String(httpPort), TALKLENS_PUBLIC_ORIGINS: others ? `${others},${ownOrigin}` : ownOrigin };
}
