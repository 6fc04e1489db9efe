import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { findRuntime } from '../../tests/electron-runtime/find-runtime.ts';
import { projectRoot } from '../../tests/journey/project.ts';
import { chromiumPart } from '../../tests/journey/start-chromium.ts';
import { inFolder } from '../ingest/folders.ts';
import { parityDigests } from './parity-digests.ts';
import type { Figures } from './part.ts';

type Digests = ReturnType<typeof parityDigests>;

const seeds = ['1', '2', '3'];
const mostBytes = 2 ** 24;

/** Whether Node, Chromium and Electron come to the same digests, in whatever order and detours they learned. */
export async function measureParity(): Promise<Figures> {
  const script = await buildScript();
  const node = seeds.map(parityDigests);
  const inChromium = await digestsInChromium(script);
  const inElectron = await digestsInElectron(script);
  const all = [node, inChromium, inElectron].filter((found) => found !== undefined);
  return {
    parity_engines: all.length,
    parity_digests: all.flat().reduce((count, digests) => count + Object.keys(digests).length, 0),
    parity_mismatches: all.reduce((count, found) => count + mismatches(found, node), 0),
  };
}

/** Digests that are not what Node has of the same thing learned in order. */
function mismatches(found: readonly Digests[], node: readonly Digests[]): number {
  return found
    .flatMap((digests, at) => Object.entries(digests).map(([name, digest]) => digest === node[at]?.[`${name.split(' ')[0]} inOrder`]))
    .filter((equal) => !equal).length;
}

async function buildScript(): Promise<string> {
  const built = (await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'chrome114',
      lib: { entry: join(projectRoot, 'bench/train/parity-entry.ts'), formats: ['iife'], name: 'parity' },
    },
  })) as Rolldown.RolldownOutput[];
  return built[0]?.output[0].code ?? '';
}

async function digestsInChromium(script: string): Promise<readonly Digests[] | undefined> {
  const part = chromiumPart();
  if (!part.ok) return leftOut('Chromium', part.install);
  const browser = await chromium.launch({ executablePath: part.value, chromiumSandbox: process.getuid?.() !== 0 });
  try {
    const page = await browser.newPage();
    return (await page.evaluate(`${script};${callFor(seeds)}`)) as Digests[];
  } finally {
    await browser.close();
  }
}

/** Electron's own engine, without a window. */
async function digestsInElectron(script: string): Promise<readonly Digests[] | undefined> {
  let executable: string;
  try {
    ({ executable } = findRuntime(process.env, projectRoot));
  } catch (error) {
    return leftOut('Electron', error instanceof Error ? error.message : String(error));
  }
  let found: Digests[] = [];
  await inFolder(async (root) => {
    const file = join(root, 'parity.js');
    writeFileSync(file, `${script};process.stdout.write(JSON.stringify(${callFor(seeds)}));`);
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    found = JSON.parse(execFileSync(executable, [file], { env, encoding: 'utf8', maxBuffer: mostBytes }));
  });
  return found;
}

const callFor = (all: readonly string[]): string => `${JSON.stringify(all)}.map((seed) => globalThis.parityDigests(seed))`;

function leftOut(engine: string, install: string): undefined {
  process.stderr.write(`parity: ${engine} is left out: ${install}\n`);
}
