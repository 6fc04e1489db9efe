import { type Call, textOf } from '../wire/call.ts';
import type { Face } from '../wire/face.ts';
import type { Route } from '../wire/route.ts';
import { letters } from '../world/new-id.ts';
import type { World } from '../world/world.ts';
import { done, invalid, refused } from './envelope.ts';
import { nhnAccount } from './nhn-account.ts';
import { cancelSent, listSent, readSent } from './nhn-list.ts';
import { NhnProject } from './nhn-project.ts';
import { webhookOf } from './nhn-replies.ts';
import { sendAlimtalk, sendFreestyle } from './nhn-send.ts';

const brand = '/brand-message/v1.0/appkeys/:appKey';
const alimtalk = '/alimtalk/v2.3/appkeys/:appKey';
const imageTypes = /name="imageType"\r\n\r\n(IMAGE|CAROUSEL_COMMERCE_IMAGE|CAROUSEL_FEED_IMAGE|WIDE_IMAGE)\r\n/;

/** NHN Cloud's KakaoTalk Bizmessage, as one project sees it. */
export function nhnFace(world: World): Face {
  const project = new NhnProject(world);
  const routes: readonly Route[] = [
    { method: 'POST', path: `${brand}/freestyle-messages`, stage: 'commit', answer: (call) => sendFreestyle(project, call) },
    { method: 'GET', path: `${brand}/messages`, stage: 'read', answer: (call) => listSent(project, call, 'BRAND_MESSAGE_NORMAL') },
    { method: 'GET', path: `${alimtalk}/messages`, stage: 'read', answer: (call) => listSent(project, call, 'ALIMTALK_NORMAL') },
    {
      method: 'GET',
      path: `${brand}/messages/:requestId/:recipientSeq`,
      stage: 'read',
      answer: (_call, params) => readSent(project, params),
    },
    { method: 'DELETE', path: `${brand}/messages/:requestId`, stage: 'prepare', answer: (_call, params) => cancelSent(project, params) },
    { method: 'POST', path: `${brand}/images`, stage: 'prepare', answer: (call) => keepImage(project, call) },
    { method: 'POST', path: `${alimtalk}/messages`, stage: 'commit', answer: (call) => sendAlimtalk(project, call) },
    { method: 'POST', path: '/friendtalk/v2.3/appkeys/:appKey/messages', stage: 'commit', answer: gone },
  ];
  return {
    name: 'nhn',
    routes,
    refuse: (call) => refuseUnauthorized(call),
    revoked: () => refused(-1002, '사용 종료된 앱키입니다.', 401),
    unavailable: () => refused(-9999, '시스템 오류', 503),
    tooMany: () => refused(-9999, '요청이 너무 많습니다.', 429),
    timedOutInside: () => refused(-9999, '시스템 오류', 500),
    enveloped: (hooks) => webhookOf(world, hooks),
  };
}

/** FriendTalk ended with the year 2025. */
const gone = () => refused(-9992, 'The API is no longer supported. Please migrate to the new brand-message endpoint');

function refuseUnauthorized({ path, headers }: Call) {
  const appKey = /\/appkeys\/([^/]+)/.exec(path)?.[1];
  if (appKey !== nhnAccount.appKey) return refused(-1000, '유효하지 않은 앱키', 401);
  return headers['x-secret-key'] === nhnAccount.secretKey ? undefined : refused(-1003, '유효하지 않은 시크릿 키', 403);
}

/** A form with the file `image` and its `imageType`; only whether both are there is looked at. */
function keepImage(project: NhnProject, call: Call) {
  const form = textOf(call);
  const isForm = (call.headers['content-type'] ?? '').startsWith('multipart/form-data; boundary=');
  if (!isForm || !form.includes('name="image"; filename=') || !imageTypes.test(form)) return invalid('image, imageType');
  const name = letters(project.world.random, 16);
  const imageUrl = `https://images.fake.example/${name}.jpg`;
  project.images.add(imageUrl);
  return done({ image: { imageSeq: project.images.size, imageUrl, imageName: `${name}.jpg` } });
}
