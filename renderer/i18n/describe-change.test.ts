import { expect, test } from 'vitest';
import type { LeadField } from '../../contract/lead-field.ts';
import { changeName, changeSentence } from './describe-change.ts';
import { openI18n } from './open-i18n.ts';

test.each<[LeadField, string | undefined, string, string]>([
  ['status', 'contacted', '상태 → 연락함', '상태를 연락함으로 바꿨어요'],
  ['status', undefined, '상태 → 신규', '상태를 신규로 바꿨어요'],
  ['marketerId', 'minji', '담당자 → minji', '담당자를 minji 님으로 정했어요'],
  ['marketerId', undefined, '담당자 비우기', '담당자를 비웠어요'],
  ['tag:VIP', 'on', '태그 달기: VIP', '‘VIP’ 태그를 달았어요'],
  ['tag:VIP', undefined, '태그 떼기: VIP', '‘VIP’ 태그를 뗐어요'],
  ['note:01K0000000000000000000000A', '내일 전화', '메모 남기기: 내일 전화', '메모를 남겼어요'],
  ['note:01K0000000000000000000000A', undefined, '메모 지우기', '메모를 지웠어요'],
])('given %s set to %s, it is named %s and told as %s', async (field, to, name, sentence) => {
  const t = (await openI18n('ko')).getFixedT('ko', 'leads');

  expect([changeName({ field, to }, t), changeSentence({ field, to }, t)]).toEqual([name, sentence]);
});
