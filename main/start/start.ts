import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Child, startChild } from './child.ts';
import { startDemo } from './demo.ts';
import { downloadElectron } from './download-electron.ts';
import { fetchRuntime } from './fetch-runtime.ts';
import { findElectron } from './find-electron.ts';
import { deskAddress, publishingGuide } from './guide.ts';
import type { Listening } from './listening-line.ts';

// `npm start`: the desktop app where an Electron and a display are to be had, otherwise the same desk in a browser. Bundled into
// dist/node, two folders below the checkout.
const root = resolve(__dirname, '../..');
const program = (name: string) => join(__dirname, `${name}.cjs`);
const print = (line: string) => process.stdout.write(`${line}\n`);

/** Where `npm run client` and the other programs look too, unless the environment says otherwise. */
const dataDir = resolve(process.env.TALKLENS_DATA_DIR ?? 'data');
const env = { ...process.env, TALKLENS_DATA_DIR: dataDir, TALKLENS_LOG_LEVEL: process.env.TALKLENS_LOG_LEVEL ?? 'warn' };

void main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.find((arg) => arg !== '--demo');
  if (unknown !== undefined) {
    print(`npm start [-- --demo]; ${unknown} is not known`);
    process.exitCode = 2;
    return;
  }
  mkdirSync(dataDir, { recursive: true });
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  process.exitCode = await runDesk(args.includes('--demo'), stopping.signal);
}

async function runDesk(demo: boolean, stopping: AbortSignal): Promise<number> {
  const packageDir = join(root, 'node_modules', 'electron');
  const electron = await findElectron({ env: process.env, platform: process.platform, packageDir, download: downloaderOf(packageDir) });
  if (stopping.aborted) return 0;
  if (electron.ok) {
    const desktop = startChild(electron.executable, [root, ...withoutSandboxAsRoot()], env);
    const served = await serveUntilStopped(desktop, demo, stopping, () => 'The desk is open in its window.');
    const exitCode = await desktop.ended;
    if (served || exitCode === 0) return exitCode;
    print('The desktop app ended before its server was running; the desk is served to a browser instead.');
  } else {
    print(`The desk is served to a browser: ${electron.why}.`);
  }
  const server = startChild(process.execPath, ['--enable-source-maps', program('server')], env);
  await serveUntilStopped(
    server,
    demo,
    stopping,
    (listening) => `Open the desk at\n\n  ${deskAddress(listening)}\n\n(the code signs in one browser, once)`,
  );
  return server.ended;
}

/** False when the program ended without ever listening. */
async function serveUntilStopped(child: Child, demo: boolean, stopping: AbortSignal, welcome: (at: Listening) => string): Promise<boolean> {
  stopping.addEventListener('abort', () => void child.stop(), { once: true });
  const listening = await child.listening;
  if (listening === undefined) return stopping.aborted;
  const workspace = process.env.TALKLENS_WORKSPACE ?? 'shop';
  print([welcome(listening), '', ...publishingGuide({ listening, dataDir, workspace }), '', 'Ctrl-C stops it.'].join('\n'));
  const simulator = demo ? startDemo((args) => simulate(args, listening)) : undefined;
  stopping.addEventListener('abort', () => void simulator?.stop(), { once: true });
  await child.ended;
  await simulator?.stop();
  return true;
}

function simulate(args: readonly string[], { httpPort, mqttPort }: Listening): Child {
  const ports = { TALKLENS_HTTP_PORT: String(httpPort), TALKLENS_MQTT_PORT: String(mqttPort) };
  return startChild(process.execPath, [program('simulate'), ...args], { ...env, ...ports });
}

function downloaderOf(packageDir: string) {
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string };
  return downloadElectron({
    version,
    memory: join(root, '.cache', 'electron-download.json'),
    fetchRuntime: (onProgress, signal) => fetchRuntime(packageDir, onProgress, signal),
    now: Date.now,
    print,
  });
}

/** As root on Linux Chromium does not run with its sandbox; nobody else is told to do without. */
const withoutSandboxAsRoot = () => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []);
