import type { Dispatch, KakaoMessage } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { mostTemplateLetters } from '../../contract/policy/notice-template.ts';
import type { Product } from '../../contract/product.ts';
import { composeMessage } from '../../domain/dispatching/compose-message.ts';
import { checkContent } from '../../domain/dispatching/content/check-content.ts';
import { messageSender } from '../../domain/dispatching/message-sender.ts';
import { carriesNotices } from '../../domain/dispatching/notice/carries-notices.ts';
import { composeNotice, wordsOf } from '../../domain/dispatching/notice/compose-notice.ts';
import type { Asked } from '../facts/ask-permits.ts';
import type { Documents } from '../facts/documents.ts';
import { sendingRules } from '../facts/permit-basis.ts';
import type { Machine } from './machine.ts';

/** `problem`: why the provider would refuse it. `unnamed`: the same without its reader's name, where it has that. */
export type Composed = Asked & Readonly<{ message: KakaoMessage; unnamed?: KakaoMessage; problem?: FailureCode }>;

type Using = Pick<Machine, 'adapter'>;

/** The message as it will leave, looked over before it does. What it is made of was loaded with the permits. */
export const compose = (documents: Documents, using: Using, asked: Asked, dispatch: Dispatch): Composed =>
  dispatch.channel === 'kakao_alimtalk' ? composeInformation(documents, using, asked) : composeAd(documents, using, asked, dispatch);

/** What became of a word of theirs; the permit has seen to there being a template and a word. */
function composeInformation(documents: Documents, { adapter }: Using, asked: Asked): Composed {
  const { userId, consentFactId = '' } = asked.item;
  const { noticeTemplate, senderName } = sendingRules(documents);
  const words = wordsOf(documents.get('person', userId)?.words, consentFactId);
  if (!noticeTemplate || !words) throw new Error('a notice was permitted that says nothing');
  const message = composeNotice(noticeTemplate, words, senderName);
  if (!carriesNotices(adapter.id)) return { ...asked, message, problem: 'notice.unsupported' };
  return { ...asked, message, ...([...message.text].length > mostTemplateLetters && { problem: 'content.textTooLong' }) };
}

function composeAd(documents: Documents, { adapter }: Using, asked: Asked, { text }: Dispatch): Composed {
  const { userId, productIds } = asked.item;
  const name = documents.get('person', userId)?.name?.value;
  const products = productIds.flatMap((id): readonly Product[] => [documents.get('product', id) ?? []].flat());
  const words = { sender: messageSender(sendingRules(documents)), ...(text !== undefined && { text }) };
  const standsIn = asked.mayStandIn && adapter.capabilities.standIn && ({ standIn: true } as const);
  const unnamed = { ...composeMessage(products, words), ...standsIn };
  const message = name === undefined ? unnamed : { ...composeMessage(products, { ...words, name }), ...standsIn };
  const [problem] = checkContent(adapter.id, message);
  return { ...asked, message, ...(unnamed.text !== message.text && { unnamed }), ...(problem && { problem: problem.code }) };
}
