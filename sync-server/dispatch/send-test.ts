import type { KakaoMessage } from '../../contract/dispatch.ts';
import type { Product } from '../../contract/product.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { TestSend, TestSent } from '../../contract/sending.ts';
import type { TestTarget } from '../../contract/test-target.ts';
import { composeMessage } from '../../domain/dispatching/compose-message.ts';
import { checkContent } from '../../domain/dispatching/content/check-content.ts';
import { messageSender } from '../../domain/dispatching/message-sender.ts';
import { hash } from '../../domain/identity/hash.ts';
import type { RandomBytes } from '../secret.ts';
import { newSecret } from '../secret.ts';
import type { Store } from '../store/port/store.ts';
import type { Sender } from './create-sender.ts';
import type { Batch, BatchOutcome, SendAdapter } from './send-adapter.ts';
import { rulesOf } from './sending-rules.ts';

export type SendTestPorts = Readonly<{
  sender: Sender;
  feed: Pick<Store['feed'], 'documents'>;
  random: RandomBytes;
  /** Puts on record who sends which products as a test; before it leaves, so that none leaves unseen. */
  note(workspace: string, member: string, test: Readonly<{ productIds: readonly string[]; to: TestTarget }>, nonce: string): Promise<void>;
}>;

/**
 * Sends what was composed to whoever asks, so that they see it before anybody else does: to their own Kakao chat, else to the shop's own test
 * number by the real provider, else into the sandbox. It is no dispatch: no consent is asked, for it is no advertisement to oneself, and nothing counts.
 */
export const createSendTest =
  ({ sender, feed, random, note }: SendTestPorts) =>
  async (workspace: string, member: string, { productIds, text }: TestSend): Promise<Result<TestSent>> => {
    const { adapter, kakao, testPhone } = sender;
    const products = await feed.documents(workspace, 'product', productIds);
    const known = productIds.flatMap((id): Product[] => [products.get(id) ?? []].flat());
    if (known.length < productIds.length) return failed('product.unknown');
    const rules = await rulesOf(feed, workspace);
    const message = composeMessage(known, { name: member, sender: messageSender(rules), ...(text !== undefined && { text }) });
    const [problem] = checkContent(adapter.id, message);
    if (problem) return failed(problem.code);

    const nonce = newSecret(random);
    if (kakao && (await kakao.isSignedIn(workspace, member))) {
      await note(workspace, member, { productIds, to: 'kakao' }, nonce);
      return ok(await toOwnChat(kakao, workspace, member, message));
    }
    const to = adapter.id === 'sandbox' ? 'sandbox' : 'phone';
    if (to === 'phone' && (testPhone === undefined || adapter.capabilities.addressing !== 'phone')) return failed('sending.noTest');
    await note(workspace, member, { productIds, to }, nonce);
    const batch = aloneIn(workspace, member, message, nonce, testPhone);
    return ok({ to, ...(await byAdapter(adapter, batch)) });
  };

async function toOwnChat(
  { adapter }: NonNullable<Sender['kakao']>,
  workspace: string,
  member: string,
  message: KakaoMessage,
): Promise<TestSent> {
  const sent = await adapter.sendToSelf({ workspace, member }, message);
  if (sent.kind === 'sent') return { to: 'kakao', outcome: 'accepted' };
  return { to: 'kakao', outcome: sent.error.mayHaveSent ? 'unknown' : 'rejected', code: sent.error.code };
}

/** A batch of one item that no dispatch has; reports on it find nothing and change nothing. */
function aloneIn(workspace: string, member: string, message: KakaoMessage, nonce: string, phone: string | undefined): Batch {
  const id = hash('test', workspace, member, nonce);
  const item = { itemId: id, attempt: 1, userId: member, message, ...(phone !== undefined && { phone }) };
  return { workspace, batchId: id, dispatchId: '', items: [item] };
}

async function byAdapter(adapter: SendAdapter, batch: Batch): Promise<Omit<TestSent, 'to'>> {
  const prepared = await adapter.prepare(batch);
  if (prepared.kind !== 'prepared') return { outcome: 'rejected', code: prepared.error.code };
  const named = prepared.providerBatchId === undefined ? batch : { ...batch, providerBatchId: prepared.providerBatchId };
  return toOutcome(await adapter.commit(named).catch((): BatchOutcome => ({ kind: 'ambiguous', error: unanswered })));
}

const unanswered = { class: 'ambiguous', code: '', text: '', mayHaveSent: true } as const;

function toOutcome(outcome: BatchOutcome): Omit<TestSent, 'to'> {
  if (outcome.kind !== 'answered') return { outcome: outcome.error.mayHaveSent ? 'unknown' : 'rejected', code: outcome.error.code };
  const [result] = outcome.items;
  if (!result) return { outcome: 'unknown' };
  return result.status === 'accepted' ? { outcome: 'accepted' } : { outcome: 'rejected', code: result.error.code };
}
