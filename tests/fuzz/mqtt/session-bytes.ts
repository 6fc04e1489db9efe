import {
  answerPacket,
  connectPacket,
  disconnectPacket,
  packetType,
  pingPacket,
  publishPacket,
  subscribePacket,
  unsubscribePacket,
} from '../../../sync-server/testing/mqtt-packets.ts';
import type { ClientCredential } from '../../simulate/credential.ts';
import type { Random } from '../../simulate/random.ts';
import { mutate, randomBytes } from '../mutate.ts';

/** How a session ends after its last bytes. */
export type Ending = 'reset' | 'end' | 'wait';

/** One session of the fuzzer, made from its random stream alone. */
export type FuzzSession = Readonly<{
  webSocket: boolean;
  /** Whether anything that comes is awaited after the first piece, which is then the CONNECT alone. */
  polite: boolean;
  pieces: readonly Buffer[];
  ending: Ending;
}>;

const kinds = ['searched', 'questioned', 'requested', 'identified', 'consented', 'product', 'shouted', '', '+', 'a\0b', 'x/y'];
const oddTopics = ['', '#', '+', '$SYS/broker', 'talklens/v1/other/one/up/searched', '/'.repeat(200), '\u{10ffff}', 'a'.repeat(5_000)];
const mostPackets = 8;
const longestNoise = 300;
const largestPayload = 70_000;
const lastPacketId = 65_535;

/** Mostly a real CONNECT and real packets, in half of all sessions one or two of them changed; sometimes noise from the first byte on. */
export function sessionOf(clients: readonly ClientCredential[], random: Random): FuzzSession {
  const client = random.pick(clients);
  const connect = random.chance(0.97) ? connectOf(client, random) : randomBytes(random, random.below(longestNoise));
  const packets = [connect, ...Array.from({ length: random.below(mostPackets) }, () => packetOf(client, random))];
  for (let changes = random.chance(0.5) ? 1 + random.below(2) : 0; changes > 0; changes--) {
    const at = random.below(packets.length);
    packets[at] = mutate(packets[at] as Buffer, random);
  }
  const [first = connect, ...rest] = packets;
  const polite = random.chance(0.6);
  return {
    webSocket: random.chance(0.05),
    polite,
    pieces: polite ? [first, ...cut(Buffer.concat(rest), random)] : cut(Buffer.concat(packets), random),
    ending: random.pick(['reset', 'end', 'wait', 'wait', 'wait', 'wait'] as const),
  };
}

function connectOf({ workspace, client, secret }: ClientCredential, random: Random): Buffer {
  const name = `${workspace}/${client}`;
  return connectPacket({
    clientId: random.chance(0.95) ? name : random.pick(['', 'shop/other', 'x', name.toUpperCase(), '__proto__']),
    username: random.chance(0.98) ? name : random.pick([undefined, '', 'shop', 'shop/other', 'constructor/toString']),
    password: random.chance(0.97) ? secret : random.pick(['', 'guessed']),
    clean: random.chance(0.7),
    keepAliveSeconds: random.pick([0, 1, 60, lastPacketId]),
    level: random.chance(0.98) ? 4 : random.below(256),
    will: random.chance(0.2) ? { topic: topicOf(name, random), payload: payloadOf(random), qos: random.below(3) } : undefined,
  });
}

const idOf = (random: Random) => (random.chance(0.98) ? 1 + random.below(20) : random.below(lastPacketId + 1));
const topicOf = (name: string, random: Random) =>
  random.chance(0.97)
    ? `talklens/v1/${name}/up/${random.chance(0.95) ? random.pick(kinds.slice(0, 3)) : random.pick(kinds)}`
    : random.pick(oddTopics);
const filterOf = (name: string, random: Random) =>
  random.chance(0.97)
    ? `talklens/v1/${name}/down/${random.pick(['#', '+', 'accepted', 'refused'])}`
    : random.pick([...oddTopics, `$share/g/${name}`]);

function packetOf({ workspace, client }: ClientCredential, random: Random): Buffer {
  const name = `${workspace}/${client}`;
  const id = idOf(random);
  const make = random.pick([publish, publish, publish, subscribe, unsubscribe, answer, answer, ping, ping, disconnect]);
  return make();

  function publish() {
    const [topic, qos] = [topicOf(name, random), random.pick([0, 1, 1, 2, 2])];
    const payload = payloadOf(random, topic.endsWith('ed') && !topic.endsWith('searched'));
    return publishPacket({ topic, payload, qos, id, dup: random.chance(0.1), retain: random.chance(0.02) });
  }
  function subscribe() {
    const filters = Array.from({ length: 1 + random.below(3) }, () => [filterOf(name, random), random.below(3)] as const);
    return subscribePacket(id, ...filters);
  }
  function unsubscribe() {
    return unsubscribePacket(id, filterOf(name, random));
  }
  function answer() {
    return answerPacket(random.pick([packetType.puback, packetType.pubrec, packetType.pubrel, packetType.pubcomp]), id);
  }
  function ping() {
    return pingPacket;
  }
  function disconnect() {
    return disconnectPacket;
  }
}

function payloadOf(random: Random, withMessage = false): Buffer {
  if (random.chance(0.02)) return Buffer.alloc(random.below(largestPayload), '[');
  if (random.chance(0.1)) return randomBytes(random, random.below(longestNoise));
  const about = { chatId: '1', userId: `user-${random.below(20)}`, productId: `product-${random.below(5)}` };
  const message = withMessage ? { message: random.pick(['있나요?', '불가능', '재입고되면 알려 주세요.']) } : {};
  const body = Buffer.from(
    JSON.stringify({ eventId: random.uuid(), occurredAt: 1_790_000_000_000 + random.below(1_000_000), ...about, ...message }),
  );
  return random.chance(0.2) ? mutate(body, random) : body;
}

/** In one piece, or in as many as a slow network makes. */
function cut(bytes: Buffer, random: Random): Buffer[] {
  if (random.chance(0.6) || bytes.length < 2) return [bytes];
  const places = Array.from({ length: 1 + random.below(4) }, () => random.below(bytes.length)).sort((one, other) => one - other);
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index])).filter((piece) => piece.length > 0);
}
