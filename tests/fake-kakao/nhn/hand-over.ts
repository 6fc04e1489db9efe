import { endingOf, viaOf } from '../world/ending.ts';
import { reportAt, type World } from '../world/world.ts';
import type { NhnProject, Sent } from './nhn-project.ts';
import { hookOf } from './nhn-replies.ts';
import { badImage, codes } from './result-codes.ts';

/** At its time, the phone shows it; later the reception is reported. */
export function handOver(project: NhnProject, sent: Sent): void {
  if (sent.cancelled) return;
  const { world } = project;
  if (!sent.images.every((url) => project.images.has(url))) {
    later(world, () => report(world, sent, badImage));
    return;
  }
  const ad = sent.kind === 'BRAND_MESSAGE_NORMAL';
  const allowsSms = sent.recipient.resendParameter?.isResend === true;
  const ending = endingOf(world, { recipient: sent.recipient.recipientNo, ad, allowsSms });
  const via = viaOf(ending);
  if (via) show(world, sent, via);
  sent.replaced = ending === 'replaced';
  if (ending !== 'neverTold') later(world, () => report(world, sent, codes[ending]));
}

const later = (world: World, run: () => void): void => world.timeline.schedule(reportAt(world), run);

function show(world: World, { requestId, recipientSeq, recipient, senderGroupingKey, text }: Sent, via: 'kakao' | 'sms'): void {
  world.ledger.show({
    at: world.clock.now(),
    face: 'nhn',
    via,
    recipient: recipient.recipientNo,
    messageId: `${requestId}/${recipientSeq}`,
    ...(recipient.recipientGroupingKey !== undefined && { itemId: recipient.recipientGroupingKey }),
    ...(senderGroupingKey !== undefined && { batchId: senderGroupingKey }),
    tags: {},
    text,
  });
}

function report(world: World, sent: Sent, code: string): void {
  sent.resultCode = code;
  sent.receivedAt = world.clock.now();
  const hook = hookOf(world, sent);
  const fault = world.faults.strikeWebhook('nhn');
  if (fault === 'webhookLost') return;
  world.webhooks.add('nhn', hook);
  if (fault === 'webhookTwice') world.webhooks.add('nhn', hook);
  if (fault === 'webhookDisordered') world.webhooks.add('nhn', { ...hook, resultCode: null, receiveDate: null });
}
