import { type ChildProcess, fork } from 'node:child_process';
import { z } from '../../contract/zod.ts';
import { type Line, PublisherConnection } from './publisher-connection.ts';
import { quantile } from './quantile.ts';
import { samples } from './workload.ts';

const Order = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('open'),
    lines: z.array(
      z.strictObject({
        port: z.int(),
        clientId: z.string(),
        username: z.string().optional(),
        password: z.string().optional(),
        up: z.string(),
        down: z.string().optional(),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal('publish'),
    /** The number of the first event: it says which lead it is of. */
    first: z.int(),
    events: z.int(),
    window: z.int(),
    seconds: z.number(),
  }),
  z.strictObject({ kind: z.literal('hear') }),
  z.strictObject({ kind: z.literal('close') }),
]);
type Order = z.infer<typeof Order>;
export type PublishOrder = Omit<Extract<Order, { kind: 'publish' }>, 'kind'>;

const Published = z.strictObject({
  sent: z.int(),
  /** Epoch ms. */
  startedAt: z.number(),
  lastAckAt: z.number(),
  ackP50Ms: z.number(),
  ackP99Ms: z.number(),
});
/** What came of one run: every event that was sent is acknowledged. */
export type Published = z.infer<typeof Published>;
const Heard = z.strictObject({ answers: z.int(), lastAt: z.number() });

/** The publisher: one process for every row, so that none is measured with another one's. */
export type Publisher = Readonly<{
  /** Opens its connections; what is published next goes over them, until they are closed. */
  open(lines: readonly Line[]): Promise<void>;
  publish(order: PublishOrder): Promise<Published>;
  /** Resolves when every event of the last run has its answer, with the time of it. */
  hear(): Promise<z.infer<typeof Heard>>;
  /** Closes its connections. */
  close(): Promise<void>;
  end(): void;
}>;

/** The argument by which the benchmark runs as its own publisher. */
export const publisherArgument = 'publisher';

export function startPublisher(program: string): Publisher {
  const child = fork(program, [publisherArgument], { execArgv: ['--enable-source-maps'] });
  return {
    open: async (lines) => void (await asked(child, { kind: 'open', lines: [...lines] })),
    publish: async (order) => Published.parse(await asked(child, { kind: 'publish', ...order })),
    hear: async () => Heard.parse(await asked(child, { kind: 'hear' })),
    close: async () => void (await asked(child, { kind: 'close' })),
    end: () => child.disconnect(),
  };
}

/** One order at a time; its answer is the next message. */
function asked(child: ChildProcess, order: Order): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('the publisher ended'));
    child.once('exit', onExit);
    child.once('message', (answer) => {
      child.off('exit', onExit);
      resolve(answer);
    });
    child.send(order);
  });
}

/** The publisher's side. */
export function runPublisher(): void {
  let connections: readonly PublisherConnection[] = [];
  const obey = async (order: Order): Promise<object> => {
    switch (order.kind) {
      case 'open':
        connections = await Promise.all(order.lines.map(PublisherConnection.open));
        return {};
      case 'publish':
        return publish(connections, order);
      case 'hear':
        await Promise.all(connections.map((connection) => connection.answered()));
        return { answers: sum(connections, ({ seen }) => seen.answers), lastAt: epoch(performance.now()) };
      case 'close':
        for (const connection of connections) connection.close();
        return {};
    }
  };
  process.on('message', (raw) => {
    obey(Order.parse(raw)).then(
      (answer) => process.send?.(answer),
      (error) => {
        process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
        process.exit(1);
      },
    );
  });
}

async function publish(connections: readonly PublisherConnection[], { first, events, window, seconds }: PublishOrder): Promise<Published> {
  const made = samples(first, events, connections.length);
  connections.forEach((connection, index) => {
    connection.prepare(made.filter(({ publisher }) => publisher === index));
  });
  const startedAt = performance.now();
  await Promise.all(connections.map((connection) => connection.publish(window, startedAt + seconds * 1_000)));
  const latencies = Float64Array.from(connections.flatMap(({ seen }) => seen.latencies));
  return {
    sent: sum(connections, ({ sent }) => sent),
    startedAt: epoch(startedAt),
    lastAckAt: epoch(Math.max(...connections.map(({ seen }) => seen.lastAckAt))),
    ackP50Ms: quantile(latencies, 0.5),
    ackP99Ms: quantile(latencies, 0.99),
  };
}

const epoch = (sinceStart: number) => performance.timeOrigin + sinceStart;
const sum = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((total, item) => total + of(item), 0);
