import { isIPv6 } from 'node:net';
import type { DoorCode } from './door.ts';

/** More than this many chat clients want more than one server. */
export const defaultMost = 4_096;
/** Chat clients are servers of the shop; a proxy in front makes all of them one address. */
export const defaultMostPerAddress = 2_048;

export type QuotaLimits = Readonly<{ most: number; mostPerAddress: number }>;

/** Why one more connection is not taken. */
export type QuotaRefusal = 'server.busy' | Extract<DoorCode, 'door.address'>;

export type ConnectionQuota = Readonly<{
  /** Takes a connection of this address in; what it gives back is called once when the connection has gone. */
  enter(address: string | undefined): (() => void) | QuotaRefusal;
}>;

/** Counts the connections of all listeners together, also of those who have not said who they are. */
export function createConnectionQuota({ most, mostPerAddress }: QuotaLimits): ConnectionQuota {
  const byAddress = new Map<string, number>();
  let all = 0;
  return {
    enter: (address) => {
      const key = networkOf(address ?? '');
      const here = byAddress.get(key) ?? 0;
      if (all >= most) return 'server.busy';
      if (here >= mostPerAddress) return 'door.address';
      all++;
      byAddress.set(key, here + 1);
      return () => {
        all--;
        const left = (byAddress.get(key) ?? 1) - 1;
        if (left === 0) byAddress.delete(key);
        else byAddress.set(key, left);
      };
    },
  };
}

const mapped = '::ffff:';
/** Whoever has one IPv6 address has the 2^64 beside it (RFC 6177). */
const groupsOfNetwork = 4;
const groups = 8;

/** An IPv4 address, or the first 64 bits of an IPv6 one. */
function networkOf(address: string): string {
  if (address.startsWith(mapped)) return address.slice(mapped.length);
  if (!isIPv6(address)) return address;
  const [front = '', back] = address.split('::');
  const left = front === '' ? [] : front.split(':');
  const right = back === undefined || back === '' ? [] : back.split(':');
  const zeros = back === undefined ? [] : Array<string>(groups - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].slice(0, groupsOfNetwork).join(':');
}
