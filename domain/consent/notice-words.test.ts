import { expect, test } from 'vitest';
import { reconfirmNotice, resultNotice } from './notice-words.ts';

const sender = { name: '하늘상점', contact: '02-123-4567', freeOptOut: '080-123-4567' };
const said = (granted: boolean) =>
  ({ purpose: 'ad', channel: 'kakao', granted, at: Date.parse('2026-11-10T23:30+09:00'), factId: 'f' }) as const;

test('given a consent, its notice names the sender, the fact, its Seoul day, what became of it, and how to refuse for free', () => {
  const text = resultNotice({ sender, name: '김하늘', word: said(true) });

  expect(text.split('\n')).toEqual([
    '[하늘상점] 수신 동의 처리 결과 안내',
    '',
    '김하늘 님께서는 2026년 11월 10일에 카카오톡 광고성 정보 수신에 동의하셨습니다.',
    '처리 결과: 수신 동의로 등록했습니다.',
    '수신을 원하지 않으시면 언제든지 무료로 거부하실 수 있습니다. 무료수신거부 080-123-4567',
    '문의 02-123-4567',
  ]);
});

test('given a withdrawal of somebody nameless, the notice says that nothing is sent any more', () => {
  const text = resultNotice({ sender: {}, word: { ...said(false), purpose: 'night-ad', channel: 'sms' } });

  expect(text.split('\n')).toEqual([
    '[상호] 수신 거부 처리 결과 안내',
    '',
    '고객님께서는 2026년 11월 10일에 문자 야간(21시~다음 날 8시) 광고성 정보 수신을 거부(동의를 철회)하셨습니다.',
    '처리 결과: 더 이상 문자 야간(21시~다음 날 8시) 광고성 정보를 보내 드리지 않습니다.',
  ]);
});

test('given a consent that grows old, the question says when it was given and how it is kept or withdrawn', () => {
  const text = reconfirmNotice({ sender, name: '김하늘', word: said(true) });

  expect(text).toContain('[하늘상점]');
  expect(text).toContain('2026년 11월 10일에 카카오톡 광고성 정보 수신에 동의');
  expect(text).toContain("'유지'");
  expect(text).toContain("'철회'");
});
