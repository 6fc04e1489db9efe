import { fates } from '../../../sync-server/dispatch/sandbox/magic-number.ts';
import { magicUuid } from '../world/fates.ts';

export type Friend = Readonly<{
  id: number;
  uuid: string;
  profile_nickname: string;
  profile_thumbnail_image: string;
  favorite: boolean;
  allowed_msg: boolean;
}>;

const others = 20;

const aFriend = (id: number, uuid: string): Friend => ({
  id,
  uuid,
  profile_nickname: `친구 ${id}`,
  profile_thumbnail_image: '',
  favorite: false,
  allowed_msg: true,
});

/** The member's friends who use the app: the magic ones and some without a special fate. */
export const friends: readonly Friend[] = [
  ...fates.map((fate, index) => aFriend(index + 1, magicUuid(fate))),
  ...Array.from({ length: others }, (_, index) => aFriend(100 + index, `friend-uuid-${String(index + 1).padStart(4, '0')}`)),
];

const known = new Set(friends.map(({ uuid }) => uuid));
export const isOfApp = (uuid: string): boolean => known.has(uuid);

const defaultLimit = 10;
const maxLimit = 100;

/** `GET /v1/api/talk/friends`, a page of it; the addresses of the pages beside it where there are any. */
export function friendsPage(query: URLSearchParams) {
  const limit = Math.min(Math.max(Number(query.get('limit')) || defaultLimit, 1), maxLimit);
  const offset = Math.max(Number(query.get('offset')) || 0, 0);
  const ordered = query.get('order') === 'desc' ? [...friends].reverse() : friends;
  const at = (from: number) => `https://kapi.kakao.com/v1/api/talk/friends?offset=${from}&limit=${limit}`;
  return {
    elements: ordered.slice(offset, offset + limit),
    total_count: friends.length,
    favorite_count: 0,
    ...(offset > 0 && { before_url: at(Math.max(offset - limit, 0)) }),
    ...(offset + limit < friends.length && { after_url: at(offset + limit) }),
  };
}
