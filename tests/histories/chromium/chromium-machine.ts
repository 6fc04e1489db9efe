import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import type { Machine } from '../machine.ts';
import { type Line, openLine } from './line.ts';

/** What machines in a browser are made of. */
export type ChromiumParts = Readonly<{
  browser: Browser;
  /** The page's script. */
  script: string;
  /** Of the built desk: where its server has it, and what it is. */
  workerPath: string;
  worker: string;
  /** Of the server that histories share. */
  serverPort: number;
}>;

const emptyPage = 'machine.html';

/** @param projectRoot where the desk was built */
export async function buildMachinePage(projectRoot: string): Promise<Pick<ChromiumParts, 'script' | 'worker' | 'workerPath'>> {
  const entry = join(projectRoot, 'tests/histories/chromium/page.ts');
  const built = (await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, target: 'chrome114', lib: { entry, formats: ['iife'], name: 'page' } },
  })) as Rolldown.RolldownOutput[];
  const assets = join(projectRoot, 'dist/renderer/assets');
  const file = readdirSync(assets).find((name) => /^worker-.*\.js$/.test(name)) ?? '';
  return { script: built[0]?.output[0].code ?? '', workerPath: `/assets/${file}`, worker: readFileSync(join(assets, file), 'utf8') };
}

/** A machine that is a profile of a real browser, behind a line of its own: IndexedDB, a worker, and what TCP does to them. */
export function createChromiumMachine({ browser, script, worker, workerPath, serverPort }: ChromiumParts): Machine {
  let page: Page;
  let line: Line;

  const on =
    <K extends keyof Machine>(call: K) =>
    (...args: Parameters<Machine[K]>) =>
      page.evaluate(([name, values]) => (window.machine[name] as (...args: readonly unknown[]) => Promise<unknown>)(...values), [
        call,
        args,
      ] as const) as ReturnType<Machine[K]>;

  return {
    begin: async (account, seed) => {
      line = await openLine(serverPort, seed);
      const context = await browser.newContext();
      page = await context.newPage();
      await page.route(`**/${emptyPage}`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
      await page.route(`**${workerPath}`, (route) => route.fulfill({ contentType: 'text/javascript', body: worker })); // as installed
      await page.addInitScript(`window.workerPath = ${JSON.stringify(workerPath)};`);
      await page.goto(`${line.url}/${emptyPage}`);
      await page.evaluate(script);
      await on('begin')({ ...account, url: line.url }, seed);
    },
    open: on('open'),
    close: on('close'),
    kill: on('kill'),
    network: async (state) => line.become(state),
    act: on('act'),
    sendAll: async () => {
      line.become('up');
      await on('sendAll')();
    },
    catchUp: on('catchUp'),
    stored: on('stored'),
    end: async () => {
      await page.context().close(); // and all that is stored
      await line.close();
    },
  };
}
