import type { CDPSession, Page } from 'playwright-core';

/** Asks the debugger of a page or of its worker. */
export type Ask = (method: string, parameters?: object) => Promise<unknown>;

export type Realms = Readonly<{ page: Ask /** Of the page as it is now; resolves when it has one. */; worker: () => Promise<Ask> }>;

/** A worker is asked through its page, which has one at a time. */
export async function openRealms(page: Page): Promise<Realms> {
  const session = await page.context().newCDPSession(page);
  const waiting = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  const askOf = (sessionId: string): Ask => {
    return (method, params = {}) =>
      new Promise((answer, reject) => {
        const id = ++asked;
        waiting.set(id, answer);
        session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) }).catch(reject);
      });
  };
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id: number; result: unknown };
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  const worker = watchWorker(session, askOf);
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return { page: (method, params = {}) => session.send(method as 'Profiler.start', params as never), worker };
}

function watchWorker(session: CDPSession, askOf: (sessionId: string) => Ask): () => Promise<Ask> {
  let current: Ask | undefined;
  let found: (ask: Ask) => void = () => undefined;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type !== 'worker') return;
    current = askOf(sessionId);
    found(current);
  });
  return async () =>
    current ??
    new Promise((resolve) => {
      found = resolve;
    });
}
