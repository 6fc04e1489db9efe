import type { KakaoMessage } from '../../../contract/dispatch.ts';
import type { ConsentState } from '../../../contract/person.ts';
import type { NoticeTemplate, NoticeVariable } from '../../../contract/policy/notice-template.ts';
import { kstDay } from '../../time/kst.ts';

/** All of a fact's words, which are of one moment: an opt-out at a provider is one of every channel. */
type Words = readonly [ConsentState, ...ConsentState[]];

const channelName = { kakao: '카카오톡', sms: '문자' } as const satisfies Record<ConsentState['channel'], string>;
const purposeName = { ad: '광고', 'night-ad': '야간 광고' } as const satisfies Record<ConsentState['purpose'], string>;

/** What became of somebody's word, as an AlimTalk tells it (정보통신망법 시행령 제62조의2). `text` is what a phone shows. */
export function composeNotice({ code, text }: NoticeTemplate, words: Words, senderName: string | undefined): KakaoMessage {
  const values: Readonly<Record<NoticeVariable, string>> = {
    보내는이: senderName ?? '',
    내용: words.map(toSaid).join(', '),
    날짜: toDate(words[0].at),
    결과: '처리 완료',
  };
  const used = Object.entries(values).filter(([name]) => text.includes(variable(name)));
  return {
    text: used.reduce((filled, [name, value]) => filled.replaceAll(variable(name), value), text),
    ...(senderName !== undefined && { senderName }),
    cards: [],
    template: { code, variables: Object.fromEntries(used) },
  };
}

const variable = (name: string): string => `#{${name}}`;

const toSaid = ({ purpose, channel, granted }: ConsentState): string =>
  `${channelName[channel]} ${purposeName[purpose]} 수신 ${granted ? '동의' : '거부'}`;

/** `2026년 11월 23일`, of the day in Seoul. */
function toDate(at: number): string {
  const [year, month, day] = kstDay(at).split('-').map(Number);
  return `${year}년 ${month}월 ${day}일`;
}

/** What a person said by one fact, as far as it is still known. */
export function wordsOf(words: readonly ConsentState[] | undefined, factId: string): Words | undefined {
  const [first, ...others] = (words ?? []).filter((word) => word.factId === factId);
  return first && [first, ...others];
}

/** Whether it is the template's to say who sends. */
export const namesSender = ({ text }: NoticeTemplate): boolean => text.includes(variable('보내는이'));
