import type { Ending } from '../world/ending.ts';

/** Codes of reception, KakaoTalk's own. */
export const codes = {
  delivered: '1000',
  neverTold: '1000',
  replaced: '3019',
  outsideWindow: '3022',
  notFriend: '3018',
  blocked: '3020',
  notKakaoUser: '3019',
  uncertain: '3005',
} as const satisfies Record<Ending, string>;
/** An image that was never uploaded. */
export const badImage = '3024';

export const codeTexts: Readonly<Record<string, string>> = {
  '1000': '성공',
  '3005': '메시지를 발송했으나 수신확인 안됨(성공불확실)',
  '3018': '메시지를 전송할 수 없음',
  '3019': '카카오톡 유저가 아님',
  '3020': '알림톡 차단을 선택한 사용자',
  '3022': '메시지 발송 가능한 시간이 아님',
  '3024': '이미지 오류',
};
