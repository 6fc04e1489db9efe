import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { answerPacket, connectPacket, packetType, publishPacket, subscribePacket } from '../../sync-server/testing/mqtt-packets.ts';
import { type Framed, framed, idOfPublish, publishQos1 } from './mqtt-bytes.ts';
import type { Sample } from './workload.ts';

/** Ids are given round; a window is far smaller, so that no two packets in flight share one. */
const idCount = 65_535;
const subscribeId = 1;
const noKeepAlive = 0;

/** How to be let in, and where to speak and listen. */
export type Line = Readonly<{
  port: number;
  clientId: string;
  username?: string | undefined;
  password?: string | undefined;
  /** Topics are this and the kind. */
  up: string;
  down?: string | undefined;
}>;

/** What one connection saw: acknowledgement times in ms, in the order they came, and how many messages came down. */
export type Seen = { acked: number; lastAckAt: number; answers: number; readonly latencies: number[] };

const nothingSeen = (): Seen => ({ acked: 0, lastAckAt: 0, answers: 0, latencies: [] });

/** One QoS 1 publisher over a raw socket: keeps `window` packets in flight, and acknowledges what comes down. */
export class PublisherConnection {
  seen: Seen = nothingSeen();
  readonly #socket: Socket;
  readonly #line: Line;
  readonly #sentAt = new Float64Array(idCount + 1);
  #packets: readonly Buffer[] = [];
  #next = 0;
  #window = 0;
  #deadline = 0;
  #rest: Buffer = Buffer.alloc(0);
  #drained: () => void = () => undefined;
  #answered: () => void = () => undefined;

  private constructor(socket: Socket, line: Line) {
    this.#socket = socket;
    this.#line = line;
  }

  /** Resolves when the broker let it in, and its subscription stands where it has one. */
  static async open(line: Line): Promise<PublisherConnection> {
    const socket = connect({ port: line.port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    socket.write(connectPacket({ ...line, keepAliveSeconds: noKeepAlive }));
    await expectPacket(socket, packetType.connack);
    if (line.down !== undefined) {
      socket.write(subscribePacket(subscribeId, [line.down, 1]));
      await expectPacket(socket, packetType.suback);
    }
    const connection = new PublisherConnection(socket, line);
    socket.on('data', (bytes) => connection.#read(bytes));
    socket.on('end', () => socket.destroy(new Error('the broker closed a connection of the publisher')));
    return connection;
  }

  /** Makes the packets beforehand, so that making them is not measured. */
  prepare(samples: readonly Sample[]): void {
    this.#packets = samples.map(({ kind, body }, index) =>
      publishPacket({ id: (index % idCount) + 1, topic: `${this.#line.up}${kind}`, payload: body }),
    );
    this.#next = 0;
    this.seen = nothingSeen();
  }

  /** Publishes what was prepared; resolves when all that was sent is acknowledged. Nothing is sent after `deadline`. */
  publish(window: number, deadline: number): Promise<void> {
    this.#window = window;
    this.#deadline = deadline;
    return new Promise((resolve) => {
      this.#drained = resolve;
      this.#send();
    });
  }

  get sent(): number {
    return this.#next;
  }

  /** Resolves when every event that was sent has its answer. */
  answered(): Promise<void> {
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#tellAnswered();
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Fills the window in one write. */
  #send(): void {
    const now = performance.now();
    const last = now > this.#deadline ? this.#next : Math.min(this.#packets.length, this.seen.acked + this.#window);
    if (last > this.#next) {
      for (let index = this.#next; index < last; index += 1) this.#sentAt[(index % idCount) + 1] = now;
      this.#socket.write(Buffer.concat(this.#packets.slice(this.#next, last)));
      this.#next = last;
    }
    const over = this.#next === this.#packets.length || now > this.#deadline;
    if (over && this.seen.acked === this.#next) this.#drained();
  }

  #read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const now = performance.now();
    const answers: Buffer[] = [];
    let at = 0;
    for (let packet = framed(bytes, at); packet; packet = framed(bytes, at)) {
      this.#take(bytes, packet, now, answers);
      at = packet.end;
    }
    this.#rest = bytes.subarray(at);
    if (answers.length > 0) this.#socket.write(Buffer.concat(answers));
    this.#send();
    this.#tellAnswered();
  }

  #take(bytes: Buffer, packet: Framed, now: number, answers: Buffer[]): void {
    if (packet.first === packetType.puback) {
      this.seen.acked += 1;
      this.seen.lastAckAt = now;
      this.seen.latencies.push(now - (this.#sentAt[bytes.readUInt16BE(packet.start)] as number));
    } else if (packet.first === publishQos1) {
      this.seen.answers += 1;
      answers.push(answerPacket(packetType.puback, idOfPublish(bytes, packet)));
    } else throw new Error(`an unexpected packet came down: 0x${packet.first.toString(16)}`);
  }

  #tellAnswered(): void {
    if (this.seen.answers === this.#next) this.#answered();
  }
}

async function expectPacket(socket: Socket, first: number): Promise<void> {
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  const packet = framed(bytes, 0);
  if (packet?.first !== first || (bytes[packet.end - 1] as number) > 1) throw new Error('the broker refused the publisher');
}
