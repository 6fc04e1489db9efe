import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type FoundRuntime, findRuntime } from '../electron-runtime/find-runtime.ts';

// `npm run package`: the app as a folder that runs by itself, with the desktop journeys run in that folder. `-- --installers` makes
// this system's installers instead, which needs Electron's own release and what electron-builder downloads for each.
const root = resolve(__dirname, '../..');
const print = (line: string) => process.stdout.write(`${line}\n`);

function main(args: readonly string[]): number {
  const runtime = findRuntime(process.env, root);
  if (args.includes('--installers')) return makeInstallers(runtime);
  const made = makeFolder(runtime);
  for (const line of notMadeHere(runtime)) print(line);
  return made === 0 ? driveFolder() : made;
}

/** Tests drive an app through its inspector, so this folder has it on; installers have it off, as electron-builder.yml says. */
function makeFolder({ version, distDir, official }: FoundRuntime): number {
  if (!official) print(`Electron's release is not here: this folder runs on the test runtime ${version}, for demonstration only.`);
  return electronBuilder(['--dir', ...runtimeOptions(version, distDir), '-c.electronFuses.enableNodeCliInspectArguments=true']);
}

function makeInstallers({ version, distDir, official }: FoundRuntime): number {
  if (!official) {
    print("Installers are made of Electron's release alone: run `npx install-electron` where it can be downloaded, then this again.");
    return 1;
  }
  return electronBuilder(runtimeOptions(version, distDir));
}

const runtimeOptions = (version: string, distDir: string) => [`-c.electronVersion=${version}`, `-c.electronDist=${distDir}`];

function electronBuilder(options: readonly string[]): number {
  const cli = join(root, 'node_modules/electron-builder/cli.js');
  return spawnSync(process.execPath, [cli, ...options, '--publish', 'never'], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/** What electron-builder.yml names beyond this folder, and what each would need. */
function notMadeHere({ official }: FoundRuntime): readonly string[] {
  const here = { linux: 'Linux AppImage and deb', win32: 'Windows NSIS installer', darwin: 'macOS dmg and zip' } as const;
  const own = here[process.platform as keyof typeof here];
  const others = Object.values(here).filter((name) => name !== own);
  const needs = official ? '`npm run package -- --installers`' : "Electron's release and electron-builder's tools, both downloads";
  return [
    'Not made by this command:',
    `  ${own ?? 'installers'}: needs ${needs}`,
    ...others.map((name) => `  ${name}: made on that system by \`npm run package -- --installers\``),
  ];
}

/** The desktop journeys, in the folder that was just made. */
function driveFolder(): number {
  const app = packagedApp();
  if (!existsSync(app)) throw new Error(`electron-builder made no ${app}`);
  print(`driving ${app}`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, TALKLENS_PACKAGED_APP: app };
  return (
    spawnSync(process.execPath, [vitest, 'run', '--project', 'desktop', 'live-journey'], { cwd: root, env, stdio: 'inherit' }).status ?? 1
  );
}

function packagedApp(): string {
  if (process.platform === 'win32') return join(root, 'out/win-unpacked/Talklens.exe');
  if (process.platform === 'darwin')
    return join(root, `out/mac${process.arch === 'arm64' ? '-arm64' : ''}/Talklens.app/Contents/MacOS/Talklens`);
  return join(root, 'out/linux-unpacked/talklens');
}

process.exitCode = main(process.argv.slice(2));
