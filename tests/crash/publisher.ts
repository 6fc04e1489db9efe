import { type ChatClient, openChatClient } from '../simulate/chat-client.ts';
import { catalogueUtterances, conversation } from '../simulate/conversation.ts';
import { type Delivery, deliveries } from '../simulate/delivery.ts';
import { pace, settled, until } from '../simulate/pace.ts';
import { seededRandom } from '../simulate/random.ts';
import { Tally } from '../simulate/tally.ts';
import { openEvidence } from './evidence-files.ts';
import { type FromPublisher, type PublisherStart, ToPublisher } from './publisher-message.ts';

const progressEveryMs = 20;
const stallMs = 20_000;
/** How many packets may wait for their acknowledgement: enough to keep the server busy, not a heap while it is away. */
const mostOpen = 600;

/**
 * The publisher process: says what shoppers say, again after every reconnect until it is acknowledged, and writes down in files of
 * its own what it said, what was acknowledged (the evidence of I1) and what came back.
 */
export function runPublisher(): void {
  let finishing = false;
  process.on('message', (raw) => {
    const message = ToPublisher.parse(raw);
    if (message.kind === 'finish') finishing = true;
    else publish(message, () => finishing).catch(fail);
  });
  process.on('disconnect', () => process.exit()); // the crash test itself has ended
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
}

async function publish(start: PublisherStart, finishing: () => boolean): Promise<void> {
  const evidence = openEvidence(start.folder);
  const tally = new Tally();
  const counts = { said: 0, acknowledged: 0 };
  const clients = start.credentials.map((credential) =>
    openChatClient(start.mqttUrl, credential, {
      onAcknowledged: ({ eventId }) => {
        evidence.acknowledged(eventId);
        counts.acknowledged += 1;
      },
      onDown: (message) => {
        evidence.down(message);
        tally.heard(message);
      },
      onUnreadable: (topic) => fail(new Error(`not in the contract: ${topic}`)),
    }),
  );
  const progress = setInterval(() => tell({ kind: 'progress', ...counts, open: openOf(clients) }), progressEveryMs);
  await Promise.all(clients.map(({ ready }) => ready));

  await pace(untilFinishing(start, finishing), start.rate, async (delivery) => {
    await until(() => openOf(clients) < mostOpen);
    if (!delivery.again) evidence.said(delivery.event);
    counts.said += 1;
    tally.said(delivery);
    clients[delivery.client]?.say(delivery.event);
  });
  const waiting = () => openOf(clients) + tally.unanswered;
  await settled(() => waiting() === 0, waiting, stallMs);

  clearInterval(progress);
  await Promise.all(clients.map((client) => client.close()));
  evidence.close();
  tell({ kind: 'finished', open: openOf(clients), unanswered: tally.unanswered });
}

const openOf = (clients: readonly ChatClient[]) => clients.reduce((sum, client) => sum + client.unacknowledged(), 0);

function* untilFinishing({ seed, startedAt, users, rate, credentials }: PublisherStart, finishing: () => boolean): Generator<Delivery> {
  const play = { seed, startedAt, users, clients: credentials.length };
  for (const utterance of catalogueUtterances(play)) yield { ...utterance, again: false };
  const said = conversation(play, (index) => startedAt + Math.floor((index * 1_000) / rate));
  for (const delivery of deliveries(said, seededRandom(seed, 'network'))) {
    if (finishing()) return;
    yield delivery;
  }
}

const tell = (message: FromPublisher) => process.send?.(message);
