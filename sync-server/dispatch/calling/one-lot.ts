import type { KakaoMessage } from '../../../contract/dispatch.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { BatchItem, ItemResult, SendError } from '../send-adapter.ts';

/** Where one call carries one message: those who go with it, and the others, given back as surely not sent. */
export function oneLot(items: readonly BatchItem[]): Readonly<{ lot: readonly BatchItem[]; later: readonly ItemResult[] }> {
  const lots = new Map<string, BatchItem[]>();
  for (const item of items) {
    const key = lotOf(item.message);
    const lot = lots.get(key);
    if (lot) lot.push(item);
    else lots.set(key, [item]);
  }
  const [lot = [], ...others] = [...lots.values()].sort((one, other) => other.length - one.length);
  return { lot, later: others.flat().map(({ itemId }) => ({ itemId, status: 'rejected', error: otherMessage })) };
}

/** What has to be the same for one call: the message, or the template alone, whose variables each recipient has their own. */
export const lotOf = (message: KakaoMessage): string => message.template?.code ?? canonicalJson(message);

const otherMessage: SendError = { class: 'transient', code: 'OTHER_MESSAGE', text: '', retryAfterMs: 0, mayHaveSent: false };
