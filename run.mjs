// Builds what is stale and runs one of our programs: `node run.mjs NAME [arguments]`, `node run.mjs --build-only`.
// Plain JavaScript, because it is what turns the TypeScript of everything else into something that Node 20 runs.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const at = (...parts) => join(root, ...parts);
const LOCK_POLL_MS = 200;

/** What one build makes: the file that tells its age, the folders it is made of, and how. */
const node = (name, entry, ...rooms) => ({
  name,
  entry,
  output: `dist/node/${name}.cjs`,
  inputs: ['contract', 'domain', ...rooms, 'vite.node.config.ts'],
  settings: { configFile: at('vite.node.config.ts'), build: { rolldownOptions: { input: { [name]: at(entry) } } } },
});

/** The starter of PostgreSQL. */
const postgres = ['tests/postgres', 'tests/journey/free-port.ts'];
/** What benchmarks share with the tests. */
const besides = ['tests/simulate', 'tests/crash/server-process.ts', 'tests/journey', 'tests/torture', 'renderer/replica'];

const desk = {
  name: 'desk',
  entry: 'renderer/index.html',
  output: 'dist/renderer/index.html',
  inputs: ['contract', 'domain', 'renderer', 'assets', 'vite.renderer.config.ts'],
  settings: { configFile: at('vite.renderer.config.ts') },
};

const bundles = [
  node('server', 'sync-server/main.ts', 'sync-server'),
  node('client', 'sync-server/credentials/client-command.ts', 'sync-server'),
  node('member', 'sync-server/credentials/member-command.ts', 'sync-server'),
  node('workspace', 'sync-server/credentials/workspace-command.ts', 'sync-server'),
  node('quarantine', 'sync-server/quarantine-command/quarantine-command.ts', 'sync-server'),
  node('restored', 'sync-server/restored/restored-command.ts', 'sync-server'),
  node('rebuild', 'sync-server/projection/rebuild-command.ts', 'sync-server'),
  node('verify', 'sync-server/store/verify/verify-command.ts', 'sync-server'),
  node('audit-verify', 'sync-server/store/audit/audit-command.ts', 'sync-server'),
  node('main', 'main/main.ts', 'main'),
  node('preload', 'main/preload.ts', 'main'),
  node('start', 'main/start/start.ts', 'main'),
  node('dev', 'main/start/dev.ts', 'main'),
  node('package', 'tests/package/package-command.ts', 'tests/package', 'tests/electron-runtime'),
  node('simulate', 'tests/simulate/simulate-command.ts', 'sync-server', 'tests/simulate', 'assets'),
  node(
    'simulate-sync',
    'tests/simulate-sync/simulate-sync-command.ts',
    'sync-server',
    'renderer/replica',
    'tests/simulate-sync',
    'tests/simulate',
  ),
  node('fake-kakao', 'tests/fake-kakao/fake-kakao-command.ts', 'sync-server/dispatch/sandbox', 'tests/fake-kakao', 'tests/simulate'),
  node('crash', 'tests/crash/crash-command.ts', 'sync-server', 'tests/crash', ...postgres, 'tests/simulate', 'assets'),
  node(
    'torture',
    'tests/torture/torture-command.ts',
    'sync-server',
    'tests/torture',
    'tests/crash',
    'tests/fake-kakao',
    ...postgres,
    'tests/simulate',
  ),
  node('doomed-sender', 'tests/torture/doomed-sender.ts', 'sync-server', 'tests/torture'),
  node('doomed-server', 'tests/crash/doomed-server.ts', 'sync-server', 'tests/crash'),
  node('fuzz', 'tests/fuzz/fuzz-command.ts', 'sync-server', 'tests/fuzz', 'tests/crash', 'tests/simulate'),
  node(
    'histories',
    'tests/histories/histories-command.ts',
    'sync-server',
    'renderer/replica',
    'tests/histories',
    'tests/crash',
    'tests/simulate',
    'assets',
  ),
  node('machine-thread', 'tests/histories/machine-thread.ts', 'renderer/replica', 'tests/histories', 'tests/simulate'),
  desk,
  ...benchmarks().map((name) => node(`bench-${name}`, `bench/${name}.bench.ts`, 'sync-server', 'bench', ...postgres, ...besides)),
];

/** What else has to be there before a program runs. */
const companions = {
  server: ['desk'],
  start: ['main', 'preload', 'server', 'simulate', 'desk'],
  dev: ['server'],
  package: ['main', 'preload', 'server', 'simulate', 'desk'],
  crash: ['server', 'doomed-server', 'rebuild'],
  torture: ['doomed-sender', 'fake-kakao'],
  fuzz: ['server'],
  histories: ['server', 'machine-thread', 'desk'],
  'bench-ingest': ['server'],
  'bench-ingest-scale': ['server'],
  'bench-rebuild': ['rebuild'],
  'bench-dispatch': ['server', 'fake-kakao', 'desk'],
  'bench-replica': ['server', 'desk'],
};

function benchmarks() {
  return readdirSync(at('bench')).flatMap((file) => (file.endsWith('.bench.ts') ? [file.slice(0, -'.bench.ts'.length)] : []));
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const within = readdirSync(path).filter((name) => name !== 'node_modules' && !/\.test\.tsx?$/.test(name));
  return Math.max(stat.mtimeMs, ...within.map((name) => newest(join(path, name))));
}

function isStale({ output, inputs }) {
  if (!existsSync(at(output))) return true;
  const made = statSync(at(output)).mtimeMs;
  return [...inputs, 'run.mjs', 'package-lock.json'].some((input) => existsSync(at(input)) && newest(at(input)) > made);
}

/** The output is given the time at which its build began, so that a file saved during the build makes it stale again. */
async function build({ name, output, settings }) {
  const { build: viteBuild } = await import('vite');
  const began = new Date();
  process.stderr.write(`building ${name} ...\n`);
  await viteBuild({ logLevel: 'warn', ...settings });
  if (name === 'server') copyApiPages();
  utimesSync(at(output), began, began);
}

/** The API pages' own files cannot be bundled; the server looks for them beside itself. */
function copyApiPages() {
  cpSync(at('node_modules/@fastify/swagger-ui/static'), at('dist/node/static'), { recursive: true });
}

/** Builds what is stale of these, each for itself; resolves to the names of those that do not build. */
async function buildStale(names) {
  const wanted = bundles.filter(({ name, entry }) => names.includes(name) && existsSync(at(entry)));
  const broken = [];
  if (!wanted.some(isStale)) return broken;
  await withLock(async () => {
    for (const bundle of wanted.filter(isStale)) {
      await build(bundle).catch((error) => {
        broken.push(bundle.name);
        process.stderr.write(`${bundle.name} does not build: ${error.message}\n`);
      });
    }
  });
  return broken;
}

/** One build at a time in a checkout: `npm start` and `npm run simulate` may be typed in the same second. */
async function withLock(work) {
  const lock = at('dist/.building');
  mkdirSync(at('dist'), { recursive: true });
  while (!takeLock(lock)) await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isRunning(Number(existsSync(lock) && readFileSync(lock, 'utf8')))) rmSync(lock, { force: true });
    return false;
  }
}

function isRunning(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** What a program needs of its engine. The simulator makes garbage that lives for one event: a large young generation collects it seldom. */
const engine = { 'simulate-sync': ['--max-semi-space-size=64'] };

/** Runs a built program in our place: its streams, its signals and its exit are ours. */
function run(name, args) {
  const flags = ['--enable-source-maps', ...(engine[name] ?? [])];
  const child = spawn(process.execPath, [...flags, at('dist/node', `${name}.cjs`), ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    // A terminal gives Ctrl-C to the whole group itself; a second one would cut an orderly stop short.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal));
  }
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

async function runBench([name, ...args]) {
  const known = benchmarks();
  if (name === undefined) {
    process.stdout.write(
      known.length === 0 ? 'There are no benchmarks yet.\n' : `npm run bench -- NAME, one of:\n  ${known.join('\n  ')}\n`,
    );
    return;
  }
  if (!known.includes(name))
    return refuse(`No benchmark is called ${name}. There ${known.length === 0 ? 'are none yet' : `is ${known.join(', ')}`}.`);
  await buildAndRun(`bench-${name}`, companions[`bench-${name}`] ?? [], args);
}

function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}

async function main([name, ...args]) {
  if (name === '--build-only') {
    const broken = await buildStale(bundles.map((bundle) => bundle.name));
    process.exitCode = broken.length === 0 ? 0 : 1;
    return;
  }
  if (name === 'bench') return runBench(args);
  const runnable = bundles.filter(
    (bundle) =>
      bundle !== desk && !['main', 'preload', 'doomed-server', 'doomed-sender'].includes(bundle.name) && existsSync(at(bundle.entry)),
  );
  if (!runnable.some((bundle) => bundle.name === name)) {
    return refuse(`node run.mjs NAME [arguments], one of: ${runnable.map((bundle) => bundle.name).join(', ')}, bench`);
  }
  await buildAndRun(name, companions[name] ?? [], args);
}

/** A companion that does not build has been said; the program may still be of use, as the server is without its desk. */
async function buildAndRun(name, others, args) {
  const broken = await buildStale([name, ...others]);
  if (broken.includes(name)) process.exitCode = 1;
  else run(name, args);
}

await main(process.argv.slice(2));
