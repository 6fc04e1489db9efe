import { connect, type ErrorWithReasonCode, type MqttClient } from 'mqtt';
import { DownKind, DownMessage } from '../../contract/down-message.ts';
import { upTopic, username } from '../../contract/topics.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import type { ClientCredential } from './credential.ts';

/** What a chat client tells its owner. */
export type ChatClientWatch = Readonly<{
  /** A PUBACK came; `tookMs` since the event was said first. */
  onAcknowledged: (event: UpEvent, tookMs: number) => void;
  onDown: (message: DownMessage) => void;
  /** Something came down that is not in the contract. */
  onUnreadable: (topic: string) => void;
}>;

export type ChatClient = Readonly<{
  /** Resolves when connected and subscribed for the first time; rejects where the broker refuses the credential or never answers. */
  ready: Promise<void>;
  /** Publishes with QoS 1, again after every reconnect until it is acknowledged. */
  say: (event: UpEvent) => void;
  /** How many events were said and not acknowledged yet. */
  unacknowledged: () => number;
  close: () => Promise<void>;
}>;

type Packet = Readonly<{ event: UpEvent; topic: string; payload: string; saidAt: number }>;

const reconnectMs = 100;
const connectTimeoutMs = 5_000;
/** How long a broker may be away before the first connection is given up. Later ones are tried for ever. */
const patienceMs = 15_000;
/** Return codes of CONNACK (MQTT 3.1.1, 3.2.2.3) that a retry will not change: identifier rejected, bad credential, not authorized. */
const refusals: readonly unknown[] = [2, 4, 5];

/**
 * A chat client as anybody would write one on MQTT.js, with the one thing a careful one adds: what was not acknowledged
 * is said again after a reconnect, with the same id (the server drops the copy).
 */
export function openChatClient(url: string, credential: ClientCredential, watch: ChatClientWatch): ChatClient {
  const pending = new Map<number, Packet>();
  let said = 0;
  let closed = false;
  /** The connection once it is subscribed, so that no answer comes before anybody listens. */
  let live: MqttClient | undefined;
  let onReady = () => {};
  let onRefused = (_error: Error) => {};
  const ready = new Promise<void>((resolve, reject) => {
    onReady = resolve;
    onRefused = reject;
  });
  const patience = setTimeout(() => giveUp(`no broker answers at ${url}`), patienceMs);
  let connection = open();

  function open(): MqttClient {
    const name = username(credential);
    const opening = connect(url, {
      protocolVersion: 4,
      clean: true,
      clientId: name,
      username: name,
      password: credential.secret,
      reconnectPeriod: 0,
      connectTimeout: connectTimeoutMs,
    });
    opening.on('connect', () => subscribe(opening));
    opening.on('message', (topic, payload) => readDown(topic, payload, watch));
    opening.on('error', (error) => {
      if (!refusals.includes((error as ErrorWithReasonCode).code)) return; // 'close' follows and tries again
      giveUp(`the broker refuses ${name} with this secret`);
    });
    opening.once('close', () => {
      live = undefined;
      if (!closed) setTimeout(reopen, reconnectMs);
    });
    return opening;
  }

  function giveUp(reason: string) {
    closed = true;
    clearTimeout(patience);
    onRefused(new Error(reason));
  }

  function reopen() {
    if (!closed) connection = open();
  }

  function subscribe(opened: MqttClient) {
    opened.subscribe(`talklens/v1/${username(credential)}/down/#`, { qos: 1 }, (error) => {
      if (error) return; // the connection has gone: the next one subscribes again
      clearTimeout(patience);
      onReady();
      live = opened;
      for (const [number, packet] of pending) publish(opened, number, packet);
    });
  }

  function publish(over: MqttClient, number: number, packet: Packet) {
    over.publish(packet.topic, packet.payload, { qos: 1 }, (error) => {
      if (error || !pending.delete(number)) return;
      watch.onAcknowledged(packet.event, performance.now() - packet.saidAt);
    });
  }

  return {
    ready,
    say: (event) => {
      const packet = toPacket(credential, event);
      said += 1;
      pending.set(said, packet);
      if (live) publish(live, said, packet);
    },
    unacknowledged: () => pending.size,
    close: async () => {
      closed = true;
      clearTimeout(patience);
      await connection.endAsync(true);
    },
  };
}

function toPacket(credential: ClientCredential, event: UpEvent): Packet {
  const { kind, ...body } = event;
  return { event, topic: upTopic(credential, kind), payload: JSON.stringify(body), saidAt: performance.now() };
}

/** Puts the kind, which over MQTT is the last level of the topic, beside the body. */
function readDown(topic: string, payload: Uint8Array, watch: ChatClientWatch): void {
  const kind = DownKind.safeParse(topic.split('/').at(-1));
  const message = kind.success ? DownMessage.safeParse({ ...toObject(payload), kind: kind.data }) : kind;
  if (message.success) watch.onDown(message.data as DownMessage);
  else watch.onUnreadable(topic);
}

function toObject(payload: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
