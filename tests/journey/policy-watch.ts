import type { Page, Worker } from 'playwright-core';

/** Grows while the page lives. */
export type PolicyViolations = readonly string[];

const MARK = 'content security policy violation:';

/**
 * Collects every violation of the content security policy, in the page and in its workers, also after a reload. A worker's own do not
 * reach the console, and it runs before anything can be put into it; an observer's buffer holds those early ones too.
 */
export async function watchPolicy(page: Page): Promise<PolicyViolations> {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith(MARK)) violations.push(message.text());
  });
  page.on('worker', (worker) => void observe(worker));
  page.on('load', () => void observe(page));
  await Promise.all([page, ...page.workers()].map(observe));
  return violations;
}

/** A realm that went away meanwhile has nothing more to report. */
async function observe(realm: Page | Worker): Promise<void> {
  const report = (mark: string) => {
    const observer = new ReportingObserver((reports) => reports.map(({ url, body }) => console.error(mark, url, JSON.stringify(body))), {
      types: ['csp-violation'],
      buffered: true,
    });
    observer.observe();
  };
  await (realm as Worker).evaluate(report, MARK).catch(() => {});
}
