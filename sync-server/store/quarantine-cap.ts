/** What is kept of one client before packets are only counted (I3). */
export const MAX_PACKETS = 1_000;
export const MAX_BYTES = 8 * 1024 * 1024;
