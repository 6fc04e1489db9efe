/** What the desk's page notes of itself. Times are `performance.now()`, ms since the page was asked for. */
export interface Probe {
  /** The desk's own worker; the benchmark may speak to it as the page does. */
  worker: Worker | undefined;
  /** The newest status that the worker sent. */
  status: Readonly<{ connection?: string; waiting?: number; syncedAt?: number; proof?: Readonly<{ kind: string }> }>;
  /** When each connection was first said. */
  readonly saidAt: Record<string, number>;
  /** The longest task of the page's main thread, and the longest time in which a timer got no turn, since `resetBlocks`. */
  blocks: { taskMs: number; gapMs: number };
  resetBlocks(): void;
  /** Rows of the table, its heading not counted. */
  rows(): number;
  /** Resolves with the time of the first frame in which this holds. */
  whenFrame(holds: () => boolean): Promise<number>;
  /** Resolves after the next frame is painted. */
  afterPaint(): Promise<number>;
  /** Calls the desk as a screen does; resolves with its answer. */
  call(name: string, ...args: readonly unknown[]): Promise<unknown>;
  /** The first `limit` leads by score, as the table has them when nothing is asked for. */
  firstIds(limit: number): Promise<readonly string[]>;
  /** Notes from now on when each row was first painted in sight of the window, epoch ms, by its user and product. */
  watchPainted(): void;
  readonly painted: Map<string, number>;
}

declare global {
  interface Window {
    replicaProbe: Probe;
  }
}

/** Put into the page before anything of it runs; whole in itself, since it is sent there as text. */
export function installProbe(token: string): void {
  const timerMs = 4;
  const firstOwnCall = 1_000_000;
  sessionStorage.setItem('talklens-token', token);
  const answers = new Map<number, (message: { kind: string; value?: unknown; code?: string }) => void>();
  let calls = firstOwnCall;
  const probe: Probe = {
    worker: undefined,
    status: {},
    saidAt: {},
    blocks: { taskMs: 0, gapMs: 0 },
    resetBlocks: () => {
      probe.blocks = { taskMs: 0, gapMs: 0 };
    },
    rows: () => Number(document.querySelector('table[aria-rowcount]')?.getAttribute('aria-rowcount') ?? 1) - 1,
    whenFrame: (holds) =>
      new Promise((resolve) => {
        const look = () => (holds() ? resolve(performance.now()) : requestAnimationFrame(look));
        look();
      }),
    afterPaint: () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        requestAnimationFrame(() => port2.postMessage(undefined)); // a task of its own, after the frame's
      }),
    call: (call, ...args) => ask({ kind: 'call', call, args }).answered,
    firstIds: async (limit) => {
      const filter = { text: '', products: [], statuses: [], bands: [], assignees: [], tags: [] };
      const query = { filter, sort: { by: 'score', direction: 'desc' }, offset: 0, limit };
      const { id, answered } = ask({ kind: 'watch', stream: 'leads$', args: [query] });
      const page = (await answered) as { rows: readonly { id: string }[] };
      probe.worker?.postMessage({ kind: 'unwatch', id });
      return page.rows.map((row) => row.id);
    },
    painted: new Map(),
    watchPainted: () => {
      const look = async () => {
        for (;;) {
          await probe.afterPaint();
          noteRows(Date.now());
        }
      };
      noteRows(0);
      void look();
    },
  };
  const noteRows = (at: number) => {
    for (const row of document.querySelectorAll('tr[data-index]')) {
      const [, user, product] = row.children;
      const key = `${user?.textContent} ${product?.textContent}`;
      if (probe.painted.has(key) || row.getBoundingClientRect().top > innerHeight) continue;
      probe.painted.set(key, at);
    }
  };
  const ask = (message: object) => {
    const id = ++calls;
    const answered = new Promise<unknown>((resolve, reject) => {
      answers.set(id, ({ kind, value, code }) => (kind === 'failed' ? reject(new Error(code)) : resolve(value)));
    });
    probe.worker?.postMessage({ ...message, id });
    return { id, answered };
  };
  window.replicaProbe = probe;

  const RealWorker = window.Worker;
  window.Worker = class extends RealWorker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      probe.worker = this;
      this.addEventListener('message', ({ data }) => {
        answers.get(data.id)?.(data);
        answers.delete(data.id);
        if (data.kind !== 'next' || data.value?.persisted === undefined) return;
        probe.status = data.value;
        probe.saidAt[data.value.connection] ??= performance.now();
      });
    }
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) probe.blocks.taskMs = Math.max(probe.blocks.taskMs, duration);
  }).observe({ type: 'longtask' });
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    probe.blocks.gapMs = Math.max(probe.blocks.gapMs, now - last - timerMs);
    last = now;
  }, timerMs);
}
