import { lookup } from 'node:dns';
import { BlockList, type LookupFunction } from 'node:net';

/**
 * Addresses that are no public host's: this machine, its networks, and whatever a cloud says of itself (169.254.169.254). An IPv4 address
 * written as an IPv6 one is checked as what it is.
 */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

export const isPublic = (address: string, family: number): boolean => !inside.check(address, family === 6 ? 'ipv6' : 'ipv4');

/**
 * Finds a name's public addresses only. Where an address comes from outside (a product's image), a chat client could otherwise
 * have this server ask its own network. The check is on what is connected to, so a name that changes its address is checked too.
 */
export const publicOnly: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const allowed = error ? [] : found.filter(({ address, family }) => isPublic(address, family));
    const [first] = allowed;
    if (!first) return callback(error ?? Object.assign(new Error('no public address'), { code: 'ENOTPUBLIC' }), '', 0);
    if (options.all) callback(null, allowed);
    else callback(null, first.address, first.family);
  });
};
