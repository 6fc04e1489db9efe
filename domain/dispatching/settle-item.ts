import type { FoundOut } from '../../contract/command/settle-item.ts';
import type { ItemStep } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';

/** What a person's word makes of an item that is `uncertain`. */
export const stepFoundOut = (was: FoundOut): Readonly<{ step: ItemStep; reason?: FailureCode }> =>
  was === 'sent' ? { step: 'delivered' } : { step: 'failed', reason: 'provider.notSent' };
