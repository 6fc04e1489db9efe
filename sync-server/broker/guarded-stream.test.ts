import { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DoorRefusal } from './door.ts';
import { GuardedStream } from './guarded-stream.ts';

const stalledMs = 1_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A connection whose other end takes a piece only when `take` is called. */
function aSlowConnection() {
  const held: (() => void)[] = [];
  const inner = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => void held.push(done) });
  const stream = new GuardedStream(inner, { take: (bytes) => bytes }, stalledMs);
  const errors: Error[] = [];
  stream.on('error', (error) => errors.push(error));
  const take = () => held.splice(0).forEach((done) => void done());
  return { stream, errors, take };
}

const codes = (errors: readonly Error[]) => errors.map((error) => (error instanceof DoorRefusal ? error.code : error.message));
const tick = () => new Promise((resolve) => setImmediate(resolve));

test('given something to write and nothing of it leaving, the connection ends as that of a slow reader', async () => {
  const { stream, errors } = aSlowConnection();
  stream.write(Buffer.alloc(10));

  vi.advanceTimersByTime(2 * stalledMs);
  await tick();

  expect(codes(errors)).toEqual(['door.slowReader']);
  expect(stream.destroyed).toBe(true);
});

test('given a large write of which a piece leaves now and then, the connection stays', async () => {
  const { stream, errors, take } = aSlowConnection();
  stream.write(Buffer.alloc(1_000_000));

  for (let piece = 0; piece < 16; piece++) {
    vi.advanceTimersByTime(stalledMs * 0.9);
    take();
    await tick();
  }

  expect(codes(errors)).toEqual([]);
  expect(stream.writableLength).toBe(0);
});

test('given nothing to write, a long silence is no stall', async () => {
  const { stream, errors, take } = aSlowConnection();
  stream.write(Buffer.alloc(10));
  take();
  await tick();

  vi.advanceTimersByTime(10 * stalledMs);
  await tick();

  expect(codes(errors)).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
