import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import { hmacSha256Hex } from '../sha-256.ts';

/**
 * What a duplicate is recognised by: HMAC-SHA-256 (hex) under the workspace's key of who said what, personal parts
 * included. Keyed, so that a stored digest tells nobody what a short text was.
 */
export const digest = (hmacKey: Uint8Array, by: string, body: unknown): string => hmacSha256Hex(hmacKey, canonicalJson([by, body]));
