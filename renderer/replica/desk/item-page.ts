import type { FailureCode } from '../../../contract/failure.ts';
import type { ItemGroup } from '../../../domain/dispatching/item-group.ts';
import type { FacetCount } from './lead-view.ts';
import type { LinePage } from './line-page.ts';

/** Which recipients of a message are looked at: all, those in a state, those in it for one reason. */
export type ItemsView = Readonly<{ group?: ItemGroup; reason?: FailureCode }>;

/** Some recipients of those that are looked at; all of a message are ten times a thousand, with all that became of each. */
export type ItemPage<Item> = LinePage<Item> &
  Readonly<{
    /** Of the whole message. */
    everybody: number;
    /** Of the whole message, those who surely got nothing although they were to (I7). */
    resendable: number;
    /** Why those of the state that is looked at are in it, the most frequent first; none where no state is. */
    reasons: readonly FacetCount<FailureCode>[];
  }>;
