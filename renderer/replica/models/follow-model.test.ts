import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Subject } from 'rxjs';
import { expect, onTestFinished, test } from 'vitest';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { decodeNeighbours, encodeNeighbours, neighbourFileHash } from '../../../domain/recommendation/neighbour-file.ts';
import { neighboursAmong } from '../../../domain/recommendation/neighbour-lists.ts';
import type { View } from '../view.ts';
import { followModel } from './follow-model.ts';
import { browserModelFiles } from './model-files.ts';

const account = { workspace: 'shop', member: 'mina' };

function aFile(...products: readonly string[]) {
  const bytes = encodeNeighbours(neighboursAmong([new Set(products)]));
  return { bytes, hash: neighbourFileHash(bytes) };
}
const [first, second] = [aFile('bag', 'belt'), aFile('bag', 'coat')];
const damaged = { ...second, bytes: second.bytes.map((byte, at) => (at === 30 ? byte ^ 1 : byte)) };

const ended = (signal: AbortSignal): Promise<void> => new Promise((end) => signal.addEventListener('abort', () => end()));

/** A machine that keeps files over its starts, and a server that answers each request with the next of these. */
function aMachine() {
  const files = browserModelFiles(new IDBFactory());
  const answers: Result<Uint8Array>[] = [];
  const asked: string[] = [];
  const start = (named: string | undefined, { isOnline = true, as = account } = {}) => {
    const changed$ = new Subject<ReadonlySet<'policy'>>();
    const policies = new Map<string, object>();
    const name = (hash: string) => {
      policies.set('neighbours', { id: 'neighbours', hash });
      changed$.next(new Set(['policy']));
    };
    if (named) name(named);
    const followed = followModel({
      ...{ kind: 'neighbours', decode: decodeNeighbours, account: as, files },
      view: { documents: { of: () => policies }, changed$ } as unknown as View,
      api: {
        bytes: async (path, signal) => {
          asked.push(path);
          return answers.shift() ?? ended(signal).then(() => failed('server.unreachable'));
        },
      },
      connection: {
        whenConnected: (signal) => (isOnline ? Promise.resolve() : ended(signal)),
      },
      surroundings: { wait: async () => undefined, random: () => 0 },
    });
    const inUse = () => followed.now().inUse?.hash;
    return { followed, name, inUse };
  };
  return { files, answers, asked, start };
}

test('given a file that a document names, it is downloaded, proven and used; and when another one is named, that', async () => {
  const { start, answers, asked } = aMachine();
  answers.push(ok(first.bytes), ok(second.bytes));
  const { followed, inUse, name } = start(first.hash);
  onTestFinished(() => followed.stop());

  await expect.poll(inUse).toBe(first.hash);
  expect(followed.now().inUse?.model.productIds).toEqual(['bag', 'belt']);
  name(second.hash);
  await expect.poll(inUse).toBe(second.hash);

  expect(asked).toEqual([`/v1/models/${first.hash}`, `/v1/models/${second.hash}`]);
});

test('given a start without a server, and a newer file named meanwhile, the desk goes on with the one it has', async () => {
  const { start, answers, asked } = aMachine();
  answers.push(ok(first.bytes));
  const before = start(first.hash);
  await expect.poll(before.inUse).toBe(first.hash);
  await before.followed.stop();

  const { followed, inUse } = start(second.hash, { isOnline: false });

  await expect.poll(inUse).toBe(first.hash);
  await followed.stop();
  expect(asked).toHaveLength(1);
});

test('given a damaged download, it is refused by its hash and asked for again, with the last one in use meanwhile', async () => {
  const { start, answers } = aMachine();
  answers.push(ok(first.bytes), ok(damaged.bytes), failed('model.unknown'));
  const { followed, inUse, name } = start(first.hash);
  onTestFinished(() => followed.stop());
  await expect.poll(inUse).toBe(first.hash);
  const troubles: unknown[] = [];
  followed.state$.subscribe(({ trouble, inUse: used }) => troubles.push([trouble, used?.hash]));

  name(second.hash);
  await expect
    .poll(() => troubles)
    .toEqual([
      [undefined, first.hash],
      ['model.damaged', first.hash],
      ['model.unknown', first.hash],
    ]);
});

test('given a kept file that the disk has damaged, it is as good as none and downloaded again', async () => {
  const { files, start, answers, asked } = aMachine();
  await files.keep(account, 'neighbours', damaged);
  answers.push(ok(second.bytes));

  const { followed, inUse } = start(second.hash);
  onTestFinished(() => followed.stop());

  await expect.poll(inUse).toBe(second.hash);
  expect(asked).toHaveLength(1);
});

test('given another account on the same machine, it has none of this one’s files (I9)', async () => {
  const { files } = aMachine();
  await files.keep(account, 'neighbours', first);

  expect(await files.last({ ...account, workspace: 'other' }, 'neighbours')).toBeUndefined();
  expect((await files.last(account, 'neighbours'))?.hash).toBe(first.hash);
});
