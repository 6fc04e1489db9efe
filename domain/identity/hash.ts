import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json.ts';

/** Lower-case hex SHA-256 of the canonical JSON array of the parts: every derived id is made by it. */
export const hash = (...parts: readonly (string | number)[]): string => bytesToHex(sha256(utf8ToBytes(canonicalJson(parts))));
