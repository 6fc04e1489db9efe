/** Who the server itself is in the log and in the audit (DESIGN 2.1). */
export const systemMember = 'system';
