import { expect, test } from 'vitest';
import { openI18n } from './open-i18n.ts';
import { withAnd } from './with-and.ts';

test('given a number that ends in each digit, the particle is the one its reading asks for', () => {
  const said = Array.from({ length: 10 }, (_, digit) => withAnd(18_240 + digit));

  expect(said).toEqual(['18240과', '18241과', '18242와', '18243과', '18244와', '18245와', '18246과', '18247과', '18248과', '18249와']);
});

test('given the catalogue, the place in the feed is told with it', async () => {
  const t = (await openI18n('ko')).getFixedT('ko', 'common');

  expect(t('proof.short.same', { seq: 12 })).toBe('서버 #12와 일치');
});
