import { Duplex } from 'node:stream';
import { DoorRefusal } from './door.ts';
import type { PacketGuard } from './packet-guard.ts';

/**
 * A connection whose bytes a guard sees before the broker's parser does: a packet too large ends it when it is announced.
 * Back-pressure passes through both ways; ending or failing either side ends the other.
 */
export class GuardedStream extends Duplex {
  readonly #inner: Duplex;

  constructor(inner: Duplex, guard: PacketGuard) {
    super({ allowHalfOpen: false });
    this.#inner = inner;
    inner.on('data', (chunk: Buffer) => {
      if (!guard.accepts(chunk)) this.destroy(new DoorRefusal('door.packetTooLarge'));
      else if (!this.push(chunk)) inner.pause();
    });
    inner.on('end', () => this.push(null));
    inner.on('error', (error) => this.destroy(error));
    inner.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#inner.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#inner.write(chunk, done);
  }

  /** What the broker corked together leaves in one write. */
  override _writev(chunks: readonly { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#inner.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#inner.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#inner.destroy();
    done(error);
  }
}
