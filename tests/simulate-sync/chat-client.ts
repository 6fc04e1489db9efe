import type { DownKind } from '../../contract/down-message.ts';
import { upTopic } from '../../contract/topics.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import type { Line } from '../../sync-server/outbox/hand-over.ts';
import type { Random } from '../simulate/random.ts';
import type { VirtualClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { SimulatedServer } from './server.ts';
import { workspace } from './shop.ts';

/** An event that the server said was stored. */
export type Acknowledged = Readonly<{ client: string; event: UpEvent; at: number }>;

/** A message as a client had it. */
export type Delivered = Readonly<{ client: string; id: string; kind: DownKind; payload: string; at: number }>;

/** A chat client: publishes each event until it is acknowledged, and is there for what comes down. */
export interface ChatClient {
  publish(event: UpEvent): void;
  /** A server is up: connects, subscribes, and sends what is not acknowledged. */
  connect(server: SimulatedServer): void;
  /** The connection ends; the client comes back by itself. */
  cut(): void;
  /** Events that no acknowledgement has come for. */
  waiting(): number;
}

export type ClientNeeds = Readonly<{
  name: string;
  clock: VirtualClock;
  random: Random;
  faults: Faults;
  server: () => SimulatedServer | undefined;
  acknowledged: (event: Acknowledged) => void;
  delivered: (message: Delivered) => void;
}>;

const usualMs = 20;
const againMs = 5_000;
const shareOfLostAcks = 0.1;
const shareOfRepublished = 0.1;
const cutMs = 3_000;

export function createChatClient({ name, clock, random, faults, server, acknowledged, delivered }: ClientNeeds): ChatClient {
  const unacknowledged = new Map<string, UpEvent>();
  let line: Line | undefined;
  let lineOf: SimulatedServer | undefined;
  let break_: ((reason: Error) => void)[] = [];

  const publish = (event: UpEvent) => {
    unacknowledged.set(event.eventId, event);
    send(event);
  };

  const send = (event: UpEvent) => {
    if (!unacknowledged.has(event.eventId)) return;
    const at = server();
    if (at && line)
      clock.outside(1 + random.below(usualMs), `${name} publishes`, () => clock.enter(at.process, 'packet', () => arrive(at, event)));
    clock.outside(againMs + random.below(againMs), `${name} waits`, () => send(event));
  };

  const arrive = (at: SimulatedServer, event: UpEvent) => {
    const { kind, ...body } = event;
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const topic = upTopic({ workspace, client: name }, kind);
    const done = () => {
      acknowledged({ client: name, event, at: clock.now() });
      if (faults.strikes('lostPuback', random, shareOfLostAcks)) return;
      clock.outside(1 + random.below(usualMs), `${name} has its ack`, () => {
        unacknowledged.delete(event.eventId);
        if (!faults.strikes('republished', random, shareOfRepublished)) return;
        unacknowledged.set(event.eventId, event);
        clock.outside(random.below(againMs), `${name} publishes again`, () => send(event));
      });
    };
    at.ingest.packet(workspace, { client: name, topic, kind, bytes, receivedAt: clock.now() }, { done, failed: () => undefined });
  };

  const hear = (messages: Parameters<Line['send']>[0]): Promise<void> =>
    new Promise((resolve, reject) => {
      const mine = line;
      const of = lineOf?.process;
      break_.push(reject);
      clock.outside(1 + random.below(usualMs), `${name} is told`, () => {
        if (mine !== line) return;
        for (const { kind, payload } of messages) delivered({ client: name, id: idOf(payload), kind, payload, at: clock.now() });
        if (faults.strikes('lostPuback', random, shareOfLostAcks)) return cut();
        clock.outside(1 + random.below(usualMs), `${name} acknowledges`, () => of && clock.enter(of, 'puback', resolve));
      });
    });

  const hangUp = () => {
    const [was, of, waiting] = [line, lineOf, break_];
    line = undefined;
    break_ = [];
    if (!was || !of) return;
    clock.after(
      0,
      `${name} is gone`,
      () => {
        of.handOver.closed(was);
        for (const reject of waiting) reject(new Error('the connection ended'));
      },
      of.process,
    );
  };

  const connect = (to: SimulatedServer) => {
    hangUp();
    const mine: Line = { principal: { workspace, client: name }, qosOf: () => 1, send: hear };
    line = mine;
    lineOf = to;
    clock.after(1 + random.below(usualMs), `${name} subscribes`, () => line === mine && to.handOver.subscribed(mine), to.process);
    for (const event of unacknowledged.values()) send(event);
  };

  const cut = () => {
    hangUp();
    clock.outside(1 + random.below(cutMs), `${name} is back`, () => {
      const now = server();
      if (!line && now) connect(now);
    });
  };

  return { publish, connect, cut, waiting: () => unacknowledged.size };
}

const idOf = (payload: string): string => (JSON.parse(payload) as { id: string }).id;
