import type { FailureCode } from '../../../contract/failure.ts';

/**
 * What a failed request says of the commands in it.
 * `request`: the server cannot read one of them, and never will. `perhaps`: it may have failed, or died, over one of them.
 * `never`: it would have answered any commands so. `line`: it does not take us for who we are, which the connection has to find out.
 */
export type Blame = 'request' | 'perhaps' | 'never' | 'line';

const unreadable: ReadonlySet<FailureCode> = new Set(['request.schema', 'request.tooLarge', 'request.mediaType', 'command.schema']);
const failed: ReadonlySet<FailureCode> = new Set(['server.failed', 'server.unreachable']);
const unknown: ReadonlySet<FailureCode> = new Set(['auth.missing', 'auth.invalid', 'auth.origin', 'auth.insecure', 'protocol.outdated']);

export function blameOf(code: FailureCode): Blame {
  if (unreadable.has(code)) return 'request';
  if (failed.has(code)) return 'perhaps';
  return unknown.has(code) ? 'line' : 'never';
}
