import { type ChatClient, openChatClient } from './chat-client.ts';
import { catalogueUtterances, conversation, type Play } from './conversation.ts';
import type { ClientCredential } from './credential.ts';
import { type Delivery, deliveries } from './delivery.ts';
import type { Options } from './options.ts';
import { pace, settled } from './pace.ts';
import { seededRandom } from './random.ts';
import { progressLine } from './report.ts';
import { take, untilAborted } from './take.ts';
import { type Summary, Tally } from './tally.ts';

const progressEveryMs = 2_000;
/** How long nothing may come before what is missing is called missing. */
const stallMs = 10_000;
const dayMs = 86_400_000;

type Run = Readonly<{
  url: string;
  /** One for each chat client. */
  credentials: readonly ClientCredential[];
  options: Options;
  /** Epoch ms. */
  startedAt: number;
  /** Nothing new is said from then on; what was said is waited for. */
  stopping: AbortSignal;
  print: (line: string) => void;
}>;

/** Plays a whole conversation over real sockets: the catalogue first, then the shoppers. Resolves when all is answered, or nothing more comes. */
export async function runConversation({ url, credentials, options, startedAt, stopping, print }: Run): Promise<Summary> {
  const tally = new Tally();
  const clients = credentials.map((credential) => openTallied(url, credential, tally));
  const began = performance.now();
  const progress = setInterval(() => print(progressLine(performance.now() - began, tally.summary())), progressEveryMs);
  try {
    await Promise.all(clients.map(({ ready }) => ready));
    const say = (delivery: Delivery) => {
      tally.said(delivery);
      clients[delivery.client]?.say(delivery.event);
    };
    const play: Play = { seed: options.seed, startedAt, users: options.users, clients: clients.length };
    for (const utterance of catalogueUtterances(play)) say({ ...utterance, again: false });
    await pace(untilAborted(planned(play, options), stopping), options.rate, say);
    await everythingAnswered(clients, tally);
    return tally.summary();
  } finally {
    clearInterval(progress);
    await Promise.all(clients.map((client) => client.close()));
  }
}

/** The packets of a run, in the order in which they go out. */
export function planned(play: Play, { rate, seconds, days }: Pick<Options, 'rate' | 'seconds' | 'days'>): Iterable<Delivery> {
  const packets = Math.round(rate * seconds);
  const live = (index: number) => play.startedAt + Math.floor((index * 1_000) / rate);
  const history = (index: number) => play.startedAt - Math.floor(days * dayMs * Math.max(0, 1 - index / packets));
  const said = conversation(play, days > 0 ? history : live);
  return take(deliveries(said, seededRandom(play.seed, 'network')), packets);
}

function openTallied(url: string, credential: ClientCredential, tally: Tally): ChatClient {
  return openChatClient(url, credential, {
    onAcknowledged: (event, tookMs) => tally.acknowledged(event, tookMs),
    onDown: (message) => tally.heard(message),
    onUnreadable: () => tally.unreadable(),
  });
}

async function everythingAnswered(clients: readonly ChatClient[], tally: Tally): Promise<void> {
  const waiting = () => clients.reduce((sum, client) => sum + client.unacknowledged(), 0) + tally.unanswered;
  await settled(() => waiting() === 0, waiting, stallMs);
}
