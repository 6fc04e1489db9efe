import { expect, test } from 'vitest';
import { someTime } from '../../../contract/testing/build-event.ts';
import type { Given } from '../store-contract.ts';

export function credentialsContract(given: Given): void {
  const add = (name: string, kind: 'client' | 'member', secretHash: string, workspace = 'shop') =>
    given.store().credentials.add({ workspace, name, kind, secretHash, at: someTime });

  test('given a workspace that is there, making it again leaves its key', async () => {
    const { credentials } = given.store();
    const key = await credentials.hmacKey('shop');

    await credentials.ensureWorkspace('shop');
    await credentials.ensureWorkspace('other');

    expect(key).toHaveLength(32);
    expect(await credentials.hmacKey('shop')).toEqual(key);
    expect(await credentials.hmacKey('other')).not.toEqual(key);
    expect(await credentials.workspaces()).toEqual(['other', 'shop']);
  });

  test('given a restart, keeps keys and credentials', async () => {
    const key = await given.store().credentials.hmacKey('shop');
    await add('owner', 'member', 'h1');

    const { credentials } = await given.restart();

    expect(await credentials.hmacKey('shop')).toEqual(key);
    expect(await credentials.memberOfToken('h1')).toEqual({ workspace: 'shop', member: 'owner' });
  });

  test('given a taken name, the first credential stands', async () => {
    await add('chatbot', 'client', 'h1');

    const again = await add('chatbot', 'client', 'h2');

    expect(again).toBe(false);
    expect(await given.store().credentials.secretHash({ workspace: 'shop', kind: 'client', name: 'chatbot' })).toBe('h1');
  });

  test('given a client and a member, neither passes for the other (I9)', async () => {
    const { credentials } = given.store();
    await credentials.ensureWorkspace('other');
    await add('chatbot', 'client', 'h1');
    await add('owner', 'member', 'h2');

    expect(await credentials.memberOfToken('h1')).toBeUndefined();
    expect(await credentials.secretHash({ workspace: 'shop', kind: 'client', name: 'owner' })).toBeUndefined();
    expect(await credentials.secretHash({ workspace: 'other', kind: 'client', name: 'chatbot' })).toBeUndefined();
    expect(await credentials.list('shop', 'client')).toEqual([{ name: 'chatbot', since: someTime }]);
    expect(await credentials.list('shop', 'member')).toEqual([{ name: 'owner', since: someTime }]);
    expect(await credentials.list('other', 'member')).toEqual([]);
  });

  test('given another secret for a name, the old one opens nothing and the new one is since then', async () => {
    const { credentials } = given.store();
    const owner = { workspace: 'shop', kind: 'member', name: 'owner' } as const;
    await credentials.add({ ...owner, secretHash: 'h1', at: someTime });

    expect(await credentials.replace({ ...owner, secretHash: 'h2', at: someTime + 1 })).toBe(true);
    expect(await credentials.replace({ ...owner, kind: 'client', secretHash: 'h3', at: someTime + 1 })).toBe(false);

    expect(await credentials.memberOfToken('h1')).toBeUndefined();
    expect(await credentials.memberOfToken('h2')).toEqual({ workspace: 'shop', member: 'owner' });
    expect(await credentials.secretHash(owner)).toBe('h2');
    expect(await credentials.list('shop', 'member')).toEqual([{ name: 'owner', since: someTime + 1 }]);
  });

  test('given a removed credential, it opens nothing, and only it is gone (I9)', async () => {
    const { credentials } = given.store();
    await credentials.ensureWorkspace('other');
    for (const [workspace, kind, secretHash] of [
      ['shop', 'client', 'h1'],
      ['shop', 'member', 'h2'],
      ['other', 'client', 'h3'],
    ] as const)
      await add('kim', kind, secretHash, workspace);

    expect(await credentials.remove({ workspace: 'shop', kind: 'client', name: 'kim' })).toBe(true);
    expect(await credentials.remove({ workspace: 'shop', kind: 'client', name: 'kim' })).toBe(false);

    expect(await credentials.secretHash({ workspace: 'shop', kind: 'client', name: 'kim' })).toBeUndefined();
    expect(await credentials.secretHash({ workspace: 'shop', kind: 'member', name: 'kim' })).toBe('h2');
    expect(await credentials.secretHash({ workspace: 'other', kind: 'client', name: 'kim' })).toBe('h3');
    expect(await add('kim', 'client', 'h4')).toBe(true);
  });

  test('given a workspace that was never made, refuses it', async () => {
    await expect(given.store().credentials.hmacKey('nowhere')).rejects.toThrow('unknown workspace');
    await expect(given.store().log.appendEvents('nowhere', [])).rejects.toThrow('unknown workspace');
    await expect(add('owner', 'member', 'h1', 'nowhere')).rejects.toThrow('unknown workspace');
  });
}
