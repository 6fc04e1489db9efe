import { expect, test } from 'vitest';
import { formatOf } from '../../i18n/format.ts';
import { openI18n } from '../../i18n/open-i18n.ts';
import { rowWords } from './row-words.ts';

test.each(['ko', 'en'] as const)('given %s, the words of a row are the catalogue’s', async (language) => {
  const t = (await openI18n(language)).getFixedT(language, 'leads');

  const words = rowWords(t, formatOf(language));

  expect(words.status.won).toBe(t('status.won'));
  expect(words.select('김민지', '린넨 셔츠')).toBe(t('row.select', { user: '김민지', product: '린넨 셔츠' }));
});

test('given a name that looks like a place or a pattern of its own, it is said as it is', async () => {
  const t = (await openI18n('ko')).getFixedT('ko', 'leads');

  expect(rowWords(t, formatOf('ko')).select('$& {{product}}', '$1')).toContain('$& ');
});
