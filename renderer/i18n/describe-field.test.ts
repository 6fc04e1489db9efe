import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import { fieldName, fieldValue } from './describe-field.ts';
import { openI18n } from './open-i18n.ts';

const leads = async (language: 'ko' | 'en') => (await openI18n(language)).getFixedT(language, 'leads') as TFunction<'leads'>;

test('given each kind of field, its name and its value are words of the language, and what is unset says so', async () => {
  const [ko, en] = [await leads('ko'), await leads('en')];

  expect([fieldName('status', ko), fieldValue('status', 'won', ko)]).toEqual(['상태', '성사']);
  expect([fieldName('marketerId', ko), fieldValue('marketerId', undefined, ko)]).toEqual(['담당자', '담당자 없음']);
  expect([fieldName('tag:VIP', ko), fieldValue('tag:VIP', 'on', ko), fieldValue('tag:VIP', undefined, ko)]).toEqual([
    '‘VIP’ 태그',
    '있음',
    '비어 있음',
  ]);
  expect([fieldName('note:01KAAAAAAAAAAAAAAAAAAAAAAA', en), fieldValue('note:01KAAAAAAAAAAAAAAAAAAAAAAA', '전화', en)]).toEqual([
    'Note',
    '전화',
  ]);
});
