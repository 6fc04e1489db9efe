import { catalogueEntry, inStore, products, type Said, stamped } from '../replica/seed.ts';

/** One in so many has not agreed, one has no number, one shares the number of whoever is before them. */
const withoutConsent = 7;
const withoutPhone = 11;
const sharesPhone = 13;
const productsOfUser = 3;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Chats are spread over so many days. */
const days = 20;

const firstLetter = '가'.codePointAt(0) as number;
/** Of one initial and vowel; further apart no search finds one in the other. */
const lettersApart = 28;

/** What the people of one group are called, so that a search finds them all and nobody else. */
export const groupName = (group: number): string => `단골${String.fromCodePoint(firstLetter + group * lettersApart)}반`;

/** Fills a store that nobody has open: people who chatted, most of whom agreed and told their number, in groups of so many. */
export const seedPeople = (folder: string, people: number, groupOf: number): Promise<void> =>
  inStore(folder, async (say) => {
    const each = Array.from({ length: people }, (_, user) => user);
    await say(Array.from({ length: products }, (_, product) => catalogueEntry(product)));
    await say(each.flatMap((user) => identified(user, Math.floor(user / groupOf))));
    await say(each.flatMap((user) => (user % withoutConsent === 0 ? [] : consented(user))));
    await say(each.flatMap(chats));
  });

const userOf = (user: number) => ({ userId: `user-${user}` });

function identified(user: number, group: number): readonly Said[] {
  const name = `${groupName(group)} ${user}`;
  const phone = `0102${String(user % sharesPhone === 0 ? Math.max(0, user - 1) : user).padStart(7, '0')}`;
  return [{ kind: 'identified', body: { ...stamped(2 * dayMs), ...userOf(user), name, ...(user % withoutPhone !== 0 && { phone }) } }];
}

const consented = (user: number): readonly Said[] => [
  {
    kind: 'consented',
    body: { ...stamped(2 * dayMs), ...userOf(user), purpose: 'ad', channel: 'kakao', granted: true, evidence: '할인 소식을 받을게요' },
  },
];

/** Each asks about a product, and looks at two others before. */
const chats = (user: number): readonly Said[] =>
  Array.from({ length: productsOfUser }, (_, turn): Said => {
    const ago = hourMs + (user % days) * dayMs + (productsOfUser - turn) * hourMs;
    const said = { ...stamped(ago), chatId: `chat-${user}`, ...userOf(user), productId: `product-${(user * 7 + turn * turn) % products}` };
    return turn === 0 ? { kind: 'questioned', body: { ...said, message: '언제 다시 들어오나요?' } } : { kind: 'searched', body: said };
  });
