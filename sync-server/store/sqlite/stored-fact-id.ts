const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const hash = /^[0-9a-f]{64}$/;
const UUID_LENGTH = 36;
const UUID_BYTES = 16;
const HASH_LENGTH = 64;

/** A fact's id as its rows have it: lower-case UUIDs and hashes as their bytes, which are less than half as long; others as they are. */
export type StoredFactId = Uint8Array | string;

/** The id that was asked for last: an event's is looked up, and written a moment later. */
let lastId = '';
let lastStored: StoredFactId = '';

export function toStoredFactId(factId: string): StoredFactId {
  if (factId === lastId) return lastStored;
  lastStored = stored(factId);
  lastId = factId;
  return lastStored;
}

function stored(factId: string): StoredFactId {
  if (factId.length === UUID_LENGTH && uuid.test(factId)) return Buffer.from(factId.replaceAll('-', ''), 'hex');
  if (factId.length === HASH_LENGTH && hash.test(factId)) return Buffer.from(factId, 'hex');
  return factId;
}

export function toFactId(stored: StoredFactId): string {
  if (typeof stored === 'string') return stored;
  const hex = toHex(stored);
  return stored.length === UUID_BYTES ? withDashes(hex) : hex;
}

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

const withDashes = (hex: string) => `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
