/** Raised whenever a schema that crosses the wire changes; the test beside this file says when. */
export const PROTOCOL_VERSION = 1;

/** The desk names its version in this header; another one is answered `protocol.outdated` (426). */
export const PROTOCOL_HEADER = 'talklens-protocol';
