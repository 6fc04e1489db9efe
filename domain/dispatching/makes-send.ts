import type { Act } from '../../contract/command.ts';

/** Acts after which messages leave that had not before: done a second time, people get them a second time (I7). */
const sending: ReadonlySet<string> = new Set<Act['kind']>(['requestDispatch', 'resendFailed', 'resumeDispatch', 'sendNotices']);

export const makesSend = ({ kind }: Readonly<{ kind: string }>): boolean => sending.has(kind);
