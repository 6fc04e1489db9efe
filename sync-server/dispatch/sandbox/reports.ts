import type { TakenMessage } from '../../store/port/ledger.ts';
import type { ItemReport, SendErrorClass } from '../send-adapter.ts';

/** So long after a message was taken its end is known. */
export const reportAfterMs = 1_500;

type Told = Readonly<{ status: ItemReport['status']; code: string; text: string; class?: SendErrorClass }>;

/** KakaoTalk's own codes of reception. */
const endings = {
  delivered: { status: 'delivered', code: '1000', text: '성공' },
  uncertain: { status: 'uncertain', code: '3005', text: '메시지를 발송했으나 수신확인 안됨', class: 'unknown' },
  notFriend: { status: 'failed', code: '3018', text: '메시지를 전송할 수 없음', class: 'recipient_unreachable' },
  blocked: { status: 'failed', code: '3020', text: '채널을 차단한 사용자', class: 'recipient_optout' },
  notKakaoUser: { status: 'failed', code: '3019', text: '카카오톡 사용자가 아님', class: 'recipient_unreachable' },
} as const satisfies Record<Exclude<TakenMessage['ending'], 'untold'>, Told>;

/** What the sandbox tells of a message, if it ever does. */
export function toReport({ itemId, attempt, at, ending }: TakenMessage): ItemReport | undefined {
  if (ending === 'untold') return undefined;
  const told: Told = endings[ending];
  const { status, code, text } = told;
  return {
    ...{ itemId, status, at: at + reportAfterMs, raw: { code, text }, key: `${itemId} ${attempt} ${code}` },
    ...(status === 'delivered' && { via: 'kakao' }),
    ...(told.class && { error: { class: told.class, code, text, mayHaveSent: status === 'uncertain' } }),
  };
}
