import { letters } from '../world/new-id.ts';
import type { World } from '../world/world.ts';
import { nhnAccount } from './nhn-account.ts';
import type { Sent } from './nhn-project.ts';
import { codeTexts } from './result-codes.ts';

const kstOffsetMs = 9 * 3_600_000;

/** `yyyy-MM-dd HH:mm:ss.S` in Seoul. */
const seoul = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at + kstOffsetMs).toISOString().slice(0, 21).replace('T', ' ');

export const fromSeoul = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+09:00`);

/** A message as the list tells it. */
export const listed = (sent: Sent) => ({
  requestId: sent.requestId,
  recipientSeq: sent.recipientSeq,
  plusFriendId: nhnAccount.plusFriendId,
  senderKey: nhnAccount.senderKey,
  templateCode: sent.templateCode ?? null,
  recipientNo: sent.recipient.recipientNo,
  targeting: sent.recipient.targeting,
  requestDate: seoul(sent.requestedAt),
  createDate: seoul(sent.createdAt),
  receiveDate: seoul(sent.receivedAt),
  chatBubbleType: sent.chatBubbleType,
  pushAlarm: true,
  messageStatus: sent.cancelled ? 'CANCEL' : 'COMPLETED',
  resendStatusCode: sent.replaced ? 'RSC04' : null,
  resendStatusName: null,
  resendResultCode: null,
  resendRequestId: null,
  isAddedChannel: sent.resultCode === '1000',
  resultCode: sent.resultCode ?? null,
  resultCodeName: sent.resultCode === undefined ? null : (codeTexts[sent.resultCode] ?? null),
  createUser: null,
  senderGroupingKey: sent.senderGroupingKey ?? null,
  recipientGroupingKey: sent.recipient.recipientGroupingKey ?? null,
});

/** One piece of news of a webhook. */
export const hookOf = ({ random }: World, sent: Sent) => ({
  kakaoMessageType: sent.kind,
  requestId: sent.requestId,
  recipientSeq: sent.recipientSeq,
  requestDate: seoul(sent.requestedAt),
  createDate: seoul(sent.createdAt),
  receiveDate: seoul(sent.receivedAt),
  recipientNo: sent.recipient.recipientNo,
  resultCode: sent.resultCode ?? null,
  senderGroupingKey: sent.senderGroupingKey ?? null,
  recipientGroupingKey: sent.recipient.recipientGroupingKey ?? null,
  isAddedChannel: sent.kind === 'BRAND_MESSAGE_NORMAL' ? sent.resultCode === '1000' : null,
  _links: { self: { href: `/brand-message/v1.0/appkeys/${nhnAccount.appKey}/messages/${sent.requestId}/${sent.recipientSeq}` } },
  hookId: letters(random, 20).toLowerCase(),
});

export const webhookOf = ({ random }: World, hooks: readonly unknown[]) => ({
  hooksId: letters(random, 24).toLowerCase(),
  webhookConfigId: 'fake-webhook',
  productName: 'KakaoTalk Bizmessage',
  appKey: nhnAccount.appKey,
  event: 'MESSAGE_RESULT_UPDATE',
  hooks,
});
