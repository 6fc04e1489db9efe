import type { SendingRules } from '../../contract/policy/sending-policy.ts';
import { shippedRules } from '../../domain/policy/shipped-rules.ts';
import type { Store } from '../store/port/store.ts';

/** What a shop goes by at the moment, outside of any transaction: to be shown, never to permit by. */
export async function rulesOf(feed: Pick<Store['feed'], 'documents'>, workspace: string): Promise<SendingRules> {
  const policy = (await feed.documents(workspace, 'policy', ['sending'])).get('sending');
  return policy?.id === 'sending' ? policy : shippedRules('sending');
}
