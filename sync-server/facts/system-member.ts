/** Who the server itself is in the log and in the audit. */
export const systemMember = 'system';
