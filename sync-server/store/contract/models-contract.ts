import { expect, test } from 'vitest';
import { someTime } from '../../../contract/testing/build-event.ts';
import { sha256Hex } from '../../sha-256.ts';
import type { ModelKind } from '../port/models.ts';
import type { Given } from '../store-contract.ts';

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

export function modelsContract(given: Given): void {
  const keep = (text: string, age = 0, kind: ModelKind = 'neighbours', workspace = 'shop') =>
    given.store().models.keep(workspace, { kind, madeAt: someTime - age, bytes: new TextEncoder().encode(text) });
  const kept = async (...hashes: readonly string[]) => {
    const found = await Promise.all(hashes.map((hash) => given.store().models.read('shop', hash)));
    return found.map((model) => model && new TextDecoder().decode(model.bytes));
  };

  test('given a file of every byte, it is found by its hash as it was, after a restart too', async () => {
    const hash = await given.store().models.keep('shop', { kind: 'neighbours', madeAt: someTime, bytes: everyByte });

    const { models } = await given.restart();

    expect(hash).toBe(sha256Hex(everyByte));
    expect(await models.read('shop', hash)).toEqual({ hash, kind: 'neighbours', madeAt: someTime, bytes: everyByte });
  });

  test('given the same bytes again, the first file stands', async () => {
    const first = await keep('a file', 10);

    const again = await keep('a file', 0);

    expect(again).toBe(first);
    expect((await given.store().models.read('shop', first))?.madeAt).toBe(someTime - 10);
  });

  test('given a hash that nothing has, or that only another workspace has, there is no file (I9)', async () => {
    await given.store().credentials.ensureWorkspace('other');
    const theirs = await keep('theirs', 0, 'neighbours', 'other');

    expect(await kept(theirs, sha256Hex('nothing'))).toEqual([undefined, undefined]);
  });

  test('given more files than are kept, the oldest of that kind go, but for a named one; other kinds and workspaces stay', async () => {
    await given.store().credentials.ensureWorkspace('other');
    const named = await keep('named', 50);
    const hashes = [named];
    for (const age of [40, 30, 20, 10]) hashes.push(await keep(`aged ${age}`, age));
    const classifier = await keep('classifier', 90, 'classifier');
    const theirs = await keep('theirs', 99, 'neighbours', 'other');

    const gone = await given.store().models.prune('shop', 'neighbours', { newest: 2, named: [named] });

    expect(gone).toBe(2);
    expect(await kept(...hashes, classifier)).toEqual(['named', undefined, undefined, 'aged 20', 'aged 10', 'classifier']);
    expect(await given.store().models.read('other', theirs)).toBeDefined();
    expect(await given.store().models.prune('shop', 'neighbours', { newest: 2, named: [] })).toBe(1);
  });

  test('given a rebuild to nothing, files are kept', async () => {
    const hash = await keep('a file');

    await given.store().feed.transaction('shop', (tx) => tx.replaceAll([]));

    expect(await kept(hash)).toEqual(['a file']);
  });
}
