import { Duplex } from 'node:stream';
import { DoorRefusal } from './door.ts';
import type { PacketGuard } from './packet-guard.ts';
import { StallWatch } from './stall-watch.ts';

/** What leaves in one piece, so that a slow client is seen to take it. */
const pieceBytes = 64 * 1024;

/**
 * A connection whose bytes a guard sees before the broker's parser does: a packet too large ends it when it is announced.
 * Back-pressure passes through both ways; ending or failing either side ends the other. A client for which nothing could leave for too
 * long is let go: what it was to be told is still in the outbox.
 */
export class GuardedStream extends Duplex {
  readonly #inner: Duplex;
  readonly #leaving: StallWatch;

  /** @param stalledMs how long nothing at all may leave while something waits to */
  constructor(inner: Duplex, guard: PacketGuard, stalledMs: number) {
    super({ allowHalfOpen: false });
    this.#inner = inner;
    this.#leaving = new StallWatch(stalledMs, () => this.destroy(new DoorRefusal('door.slowReader')));
    inner.on('data', (chunk: Buffer) => this.#take(guard.take(chunk)));
    inner.on('end', () => this.push(null));
    inner.on('error', (error) => this.destroy(error));
    inner.on('close', () => this.destroy());
  }

  #take(taken: Buffer | DoorRefusal): void {
    if (taken instanceof DoorRefusal) this.#refuse(taken);
    else if (taken.length > 0 && !this.push(taken)) this.#inner.pause();
  }

  #refuse(refusal: DoorRefusal): void {
    this.#inner.removeAllListeners('data');
    if (refusal.answer) this.#inner.end(refusal.answer, () => this.destroy(refusal));
    else this.destroy(refusal);
  }

  override _read(): void {
    this.#inner.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#leaving.wait();
    this.#writePieces(chunk, (error) => {
      this.#leaving.rest();
      done(error);
    });
  }

  /** What the broker corked together leaves in one write. */
  override _writev(chunks: readonly { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'buffer' as BufferEncoding, done);
  }

  #writePieces(bytes: Buffer, done: (error?: Error | null) => void): void {
    const rest = bytes.subarray(pieceBytes);
    this.#inner.write(rest.length === 0 ? bytes : bytes.subarray(0, pieceBytes), (error) => {
      this.#leaving.moved();
      if (error || rest.length === 0) done(error);
      else this.#writePieces(rest, done);
    });
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#inner.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#leaving.close();
    this.#inner.destroy();
    done(error);
  }
}
