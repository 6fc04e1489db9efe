import type { Page } from 'playwright-core';

/**
 * Puts the clock of a page and of its worker ahead from the next load on. A worker is out of reach of a page's own scripts, so the program that it is loaded
 * from begins with the same lines; both obey the policy that they were served with.
 */
export async function putClockAhead(page: Page, aheadMs: number): Promise<void> {
  const program = `(${replaceDate.toString()})(${aheadMs});`;
  await page.addInitScript(program);
  const url = await workerOf(page);
  const { body, headers } = await page.evaluate(async (path) => {
    const response = await fetch(path);
    return { body: await response.text(), headers: Object.fromEntries(response.headers) };
  }, url);
  await page.context().route(url, (route) => route.fulfill({ body: `${program}\n${body}`, headers }));
}

async function workerOf(page: Page): Promise<string> {
  const [worker] = page.workers();
  return (worker ?? (await page.waitForEvent('worker'))).url();
}

/** Runs in the page, and in the worker before its own program. */
function replaceDate(aheadMs: number): void {
  const Real = Date;
  class Ahead extends Real {
    constructor(...said: readonly unknown[]) {
      if (said.length === 0) super(Real.now() + aheadMs);
      else super(...(said as [number]));
    }
    static override now(): number {
      return Real.now() + aheadMs;
    }
  }
  globalThis.Date = Ahead as DateConstructor;
}
