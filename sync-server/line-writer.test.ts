import { expect, test } from 'vitest';
import { lineWriter } from './line-writer.ts';

type Answer = Readonly<{ code?: string; most?: number }>;

/** A file that takes what `answers` says, one after another, and everything after them. */
function file(...answers: Answer[]) {
  const taken: string[] = [];
  const writer = lineWriter(2, (_fd, bytes, done) => {
    const { code, most = bytes.length } = answers.shift() ?? {};
    const written = code ? 0 : Math.min(most, bytes.length);
    if (written > 0) taken.push(Buffer.from(bytes.subarray(0, written)).toString());
    setImmediate(() => done(code ? Object.assign(new Error(code), { code }) : null, written));
  });
  const flushed = () => new Promise<void>((resolve) => writer.flush(resolve));
  return { writer, taken: () => taken.join(''), flushed };
}

test('given lines, they are written in order, also where the file takes them in pieces', async () => {
  const { writer, taken, flushed } = file({ most: 2 }, { most: 1 });

  for (const line of ['one\n', 'two\n', 'three\n']) writer.write(line);
  await flushed();

  expect(taken()).toBe('one\ntwo\nthree\n');
});

test('given a full disk, what cannot be written is dropped, and what comes when there is room is written', async () => {
  const { writer, taken, flushed } = file({ code: 'ENOSPC' });

  writer.write('lost\n');
  await flushed();
  writer.write('kept\n');
  await flushed();

  expect(taken()).toBe('kept\n');
});

test('given a pipe whose reader is behind, it is written once the reader has caught up', async () => {
  const { writer, taken, flushed } = file({ code: 'EAGAIN' }, { code: 'EAGAIN' });

  writer.write('late\n');
  await flushed();

  expect(taken()).toBe('late\n');
});

test('given a reader that never reads, no more than a few megabytes wait', async () => {
  const line = 'x'.repeat(1024 * 1024);
  const { writer, taken, flushed } = file({ most: 1 });

  for (let count = 0; count < 20; count += 1) writer.write(line);
  await flushed();

  expect(taken().length).toBeLessThan(6 * 1024 * 1024);
});
