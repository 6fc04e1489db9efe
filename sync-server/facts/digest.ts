import { createHmac } from 'node:crypto';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';

/**
 * What a duplicate is recognised by: HMAC-SHA-256 (hex) under the workspace's key of who said what, personal parts
 * included. Keyed, so that a stored digest tells nobody what a short text was.
 */
export const digest = (hmacKey: Uint8Array, by: string, body: unknown): string =>
  createHmac('sha256', hmacKey)
    .update(canonicalJson([by, body]))
    .digest('hex');
