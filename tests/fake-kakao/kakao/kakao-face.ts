import { type Call, json, type Reply } from '../wire/call.ts';
import type { Face } from '../wire/face.ts';
import type { Route, Stage } from '../wire/route.ts';
import type { World } from '../world/world.ts';
import { formOf } from './form.ts';
import { friendsPage } from './friends.ts';
import { Grants } from './grants.ts';
import { badParameter, kapiError } from './kakao-errors.ts';
import { oauthRoutes } from './oauth-routes.ts';
import { Quotas } from './quotas.ts';
import { sendToFriends, sendToSelf } from './send-to-friends.ts';
import { screenOf } from './template.ts';

const self = '/v2/api/talk/memo';
const toFriends = '/v1/api/talk/friends/message';
const ways = [
  ['default', '/default/send'],
  ['custom', '/send'],
  ['scrap', '/scrap/send'],
] as const;

/** Kakao's sign-in and its message API, as one app sees them. */
export function kakaoFace(world: World): Face {
  const grants = new Grants(world.random);
  const quotas = new Quotas();
  const written =
    (
      way: (typeof ways)[number][0],
      send: (form: URLSearchParams, screen: Extract<ReturnType<typeof screenOf>, { text: string }>) => Reply,
    ) =>
    (call: Call) => {
      const form = formOf(call);
      if (!form) return badParameter('failed to parse parameter.');
      const screen = screenOf(form, way);
      return 'refused' in screen ? screen.refused : send(form, screen);
    };
  const messages = ways.flatMap(([way, path]): Route[] => [
    { method: 'POST', path: `${self}${path}`, stage: 'commit', answer: written(way, (_form, screen) => sendToSelf(world, quotas, screen)) },
    {
      method: 'POST',
      path: `${toFriends}${path}`,
      stage: 'commit',
      answer: written(way, (form, screen) => sendToFriends(world, quotas, form, screen)),
    },
  ]);
  const listFriends = ({ query }: Call) => json(200, friendsPage(query));
  return {
    name: 'kakao',
    routes: [
      ...oauthRoutes(world, grants),
      ...messages,
      { method: 'GET', path: '/v1/api/talk/friends', stage: 'read', answer: listFriends },
    ],
    refuse: (call, stage) => refuse(world, grants, call, stage),
    revoked: noToken,
    unavailable: () => kapiError(503, -9798, 'service is under maintenance'),
    tooMany: () => kapiError(400, -10, 'API limit has been exceeded.'),
    timedOutInside: () => kapiError(400, -603, 'processing timeout'),
    enveloped: () => [],
  };
}

const noToken = () => kapiError(401, -401, 'this access token does not exist');

function refuse({ clock, settings }: World, grants: Grants, { headers, path }: Call, stage: Stage): Reply | undefined {
  if (stage === 'auth') return undefined;
  const access = grants.access(/^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
  if (!access) return noToken();
  if (access.until <= clock.now()) return kapiError(401, -401, 'this access token is already expired');
  const needed = path.startsWith(self) ? ['talk_message'] : path === '/v1/api/talk/friends' ? ['friends'] : ['talk_message', 'friends'];
  const disabled = needed.find((scope) => !settings.kakaoEnabled.includes(scope));
  if (disabled) return kapiError(403, -3, `App disabled [${disabled}] scopes for [TALK_MESSAGE_SEND] API on developers.kakao.com.`);
  if (needed.every((scope) => access.scopes.includes(scope))) return undefined;
  return kapiError(403, -402, 'insufficient scopes.', {
    api_type: 'TALK_MESSAGE_SEND',
    required_scopes: needed,
    allowed_scopes: access.scopes,
  });
}
