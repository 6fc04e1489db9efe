import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEventStream, type StreamItem } from './event-stream.ts';

const bodyOf = (parts: readonly Uint8Array[], onCancel = () => {}) =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
    cancel: onCancel,
  });

async function read(body: ReadableStream<Uint8Array>): Promise<StreamItem[]> {
  const items: StreamItem[] = [];
  for await (const item of readEventStream(body)) items.push(item);
  return items;
}

test('given bytes cut anywhere, even within a Korean character, reads the same events', async () => {
  const bytes = new TextEncoder().encode('data: {"상품":1}\n\n: ping\n\ndata: a\r\ndata: b\r\n\r\n');

  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 6 }), async (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const parts = at.slice(1).map((end, i) => bytes.slice(at[i], end));

      expect(await read(bodyOf(parts))).toEqual([
        { kind: 'event', data: '{"상품":1}' },
        { kind: 'alive' },
        { kind: 'event', data: 'a\nb' },
      ]);
    }),
  );
});

test('given an event that was not ended, it is not heard', async () => {
  expect(await read(bodyOf([new TextEncoder().encode('data: half')]))).toEqual([]);
});

test('given a reader that leaves, the body is cancelled', async () => {
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode(': ping\n\n')),
    cancel: () => {
      cancelled = true;
    },
  });

  for await (const _item of readEventStream(endless)) break;

  expect(cancelled).toBe(true);
});
