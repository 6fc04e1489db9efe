import { expect, test } from 'vitest';
import { createConnectionQuota } from './connection-quota.ts';

const leave = (entered: (() => void) | string) => {
  if (typeof entered === 'string') throw new Error(entered);
  entered();
};

test('given as many connections as are allowed, the next is not taken until one has gone', () => {
  const quota = createConnectionQuota({ most: 2, mostPerAddress: 2 });
  const first = quota.enter('192.0.2.1');
  quota.enter('192.0.2.2');

  expect(quota.enter('192.0.2.3')).toBe('server.busy');
  leave(first);

  expect(quota.enter('192.0.2.3')).toBeTypeOf('function');
});

test('given an address with as many as are allowed to one, only others are taken until one of it has gone', () => {
  const quota = createConnectionQuota({ most: 10, mostPerAddress: 1 });
  const first = quota.enter('192.0.2.1');

  expect(quota.enter('192.0.2.1')).toBe('door.address');
  expect(quota.enter('192.0.2.2')).toBeTypeOf('function');
  leave(first);

  expect(quota.enter('192.0.2.1')).toBeTypeOf('function');
});

test.each([
  ['an IPv4 address and the same one as IPv6 writes it', '192.0.2.1', '::ffff:192.0.2.1', true],
  ['two addresses of one IPv6 network', '2001:db8::1', '2001:db8:0:0:ffff::2', true],
  ['addresses of two IPv6 networks', '2001:db8:0:1::1', '2001:db8:0:2::1', false],
  ['the loopback address and an address of another network', '::1', '2001:db8::1', false],
  ['two IPv4 addresses', '192.0.2.1', '192.0.2.2', false],
])('given %s, they count as one: %s, %s', (_what, one, other, same) => {
  const quota = createConnectionQuota({ most: 10, mostPerAddress: 1 });
  quota.enter(one);

  expect(quota.enter(other) === 'door.address').toBe(same);
});
