import type { ConsentState } from '../../contract/person.ts';
import type { MessageSender } from '../dispatching/compose-message.ts';
import { kstDay } from '../time/kst.ts';

/** What a notice is written from: who sends it, to whom, about which of their words. */
export type NoticeSubject = Readonly<{ sender: MessageSender; name?: string; word: ConsentState }>;

/** Stands where the shop has not said yet how it is called; nobody may be sent it. */
const unnamedSender = '상호';

const informationNames = {
  ad: { kakao: '카카오톡 광고성 정보', sms: '문자 광고성 정보' },
  'night-ad': { kakao: '카카오톡 야간(21시~다음 날 8시) 광고성 정보', sms: '문자 야간(21시~다음 날 8시) 광고성 정보' },
} as const;

/**
 * What somebody is told within 14 days of agreeing, refusing or withdrawing: who tells it, what they said and when, and what became of it
 * (정보통신망법 시행령 제62조의2). In Korean, whatever language the desk is in: it is written to the shop's customers.
 */
export function resultNotice({ sender, name, word }: NoticeSubject): string {
  const what = informationNames[word.purpose][word.channel];
  const said = word.granted ? `${what} 수신에 동의하셨습니다.` : `${what} 수신을 거부(동의를 철회)하셨습니다.`;
  const became = word.granted ? '수신 동의로 등록했습니다.' : `더 이상 ${what}를 보내 드리지 않습니다.`;
  return lines(
    `[${sender.name ?? unnamedSender}] 수신 ${word.granted ? '동의' : '거부'} 처리 결과 안내`,
    '',
    `${subjectOf(name)} ${koreanDay(word.at)}에 ${said}`,
    `처리 결과: ${became}`,
    word.granted && `수신을 원하지 않으시면 언제든지 무료로 거부하실 수 있습니다. ${optOutOf(sender)}`,
    sender.contact && `문의 ${sender.contact}`,
  );
}

/**
 * What somebody is asked every two years: who asks, that they agreed and when, and how they keep or withdraw it (정보통신망법 시행령
 * 제62조의3).
 */
export function reconfirmNotice({ sender, name, word }: NoticeSubject): string {
  return lines(
    `[${sender.name ?? unnamedSender}] 수신 동의 확인 안내`,
    '',
    `${subjectOf(name)} ${koreanDay(word.at)}에 ${informationNames[word.purpose][word.channel]} 수신에 동의하셨습니다.`,
    "계속 받으시려면 '유지', 더 받지 않으시려면 '철회'라고 답해 주세요.",
    `무료로 거부하실 수도 있습니다. ${optOutOf(sender)}`,
    sender.contact && `문의 ${sender.contact}`,
  );
}

const lines = (...all: readonly (string | false | undefined)[]): string =>
  all.filter((line) => line !== undefined && line !== false).join('\n');

const subjectOf = (name: string | undefined) => (name === undefined ? '고객님께서는' : `${name} 님께서는`);

const optOutOf = ({ freeOptOut = '채널 차단' }: MessageSender) => `무료수신거부 ${freeOptOut}`;

function koreanDay(at: number): string {
  const [year, month, day] = kstDay(at).split('-').map(Number);
  return `${year}년 ${month}월 ${day}일`;
}
