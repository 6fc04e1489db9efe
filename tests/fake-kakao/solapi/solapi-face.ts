import { z } from '../../../contract/zod.ts';
import { type Call, json, jsonOf, type Reply } from '../wire/call.ts';
import type { Face } from '../wire/face.ts';
import type { World } from '../world/world.ts';
import { account } from './account.ts';
import { refuseUnauthorized, solapiError, UsedSignatures } from './authorize.ts';
import { wasRegistered } from './group.ts';
import { addMessages, groupRoutes, invalid, Messages, neverAnswers, schedule, send, tooMany } from './group-routes.ts';
import { listMessages } from './message-list.ts';
import { groupInfo, registeredMessage } from './replies.ts';
import { Shop } from './shop.ts';

const fileTypes = ['MMS', 'KAKAO', 'BMS', 'BMS_CAROUSEL_COMMERCE_LIST', 'RCS', 'FAX', 'DOCUMENT'];

/** Solapi, as one shop sees it. */
export function solapiFace(world: World): Face {
  const shop = new Shop(world);
  const used = new UsedSignatures();
  return {
    name: 'solapi',
    routes: [
      ...groupRoutes(shop),
      { method: 'POST', path: '/messages/v4/send-many/detail', stage: 'commit', answer: (call) => sendMany(shop, call) },
      { method: 'GET', path: '/messages/v4/list', stage: 'read', answer: (call) => listMessages(shop, call) },
      { method: 'POST', path: '/storage/v1/files', stage: 'prepare', answer: (call) => keepFile(shop, call) },
      { method: 'GET', path: '/cash/v1/balance', stage: 'read', answer: () => json(200, { balance: world.settings.balanceKrw, point: 0 }) },
      { method: 'GET', path: '/iam/v1/black', stage: 'read', answer: () => json(200, denials(world)) },
      { method: 'GET', path: '/kakao/v2/channels', stage: 'read', answer: () => json(200, channels()) },
    ],
    refuse: (call) => refuseUnauthorized(call, used, world.clock.now() + world.faults.skewMs('solapi')),
    revoked: () => solapiError(403, 'InvalidAPIKey', '유효한 API Key가 아닙니다.'),
    unavailable: () => solapiError(503, 'ServiceUnavailable', '일시적으로 서비스를 이용할 수 없습니다.'),
    tooMany: () => solapiError(429, 'TooManyRequests', '요청이 너무 많습니다.'),
    timedOutInside: () => solapiError(504, 'InternalError', '처리 시간이 초과되었습니다.'),
    enveloped: (reports) => reports,
  };
}

const ManyBody = z.object({
  messages: Messages,
  allowDuplicates: z.boolean().default(false),
  showMessageList: z.boolean().default(false),
  scheduledDate: z.string().optional(),
  agent: z.object({ appId: z.string().nullish() }).nullish(),
});

/** Opens a group, fills it and sends it in one call: whoever hears no answer knows nothing of the group. */
function sendMany(shop: Shop, call: Call): Reply {
  const body = ManyBody.safeParse(jsonOf(call));
  if (!body.success) return invalid(body.error.message);
  const { messages, allowDuplicates, scheduledDate, showMessageList, agent } = body.data;
  const appId = agent?.appId;
  const group = shop.openGroup({ allowDuplicates, customFields: {}, ...(appId && { appId }) });
  const results = addMessages(shop, group, messages);
  if (!results) return tooMany();
  const told = results.map(registeredMessage);
  const reply = scheduledDate === undefined ? send(shop, group) : schedule(shop, group, { scheduledDate });
  if (reply.status !== 200 && results.some(wasRegistered)) return reply;
  const failedMessageList = told.filter((_, index) => !wasRegistered(results[index] as (typeof results)[number]));
  const list = showMessageList
    ? {
        messageList: told.map(({ messageId, statusCode, statusMessage, customFields }) => ({
          messageId,
          statusCode,
          statusMessage,
          customFields,
        })),
      }
    : {};
  return { ...json(200, { groupInfo: groupInfo(group), failedMessageList, ...list }), ...(neverAnswers(shop, group) && { hangUp: true }) };
}

function keepFile(shop: Shop, call: Call): Reply {
  const body = z
    .object({ file: z.base64(), type: z.enum(fileTypes), name: z.string().optional(), link: z.string().optional() })
    .safeParse(jsonOf(call));
  if (!body.success) return invalid(body.error.message);
  const fileId = shop.newId('F');
  const { type, link } = body.data;
  shop.files.set(fileId, { type, ...(link && { link }) });
  return json(200, { fileId, type, link: link ?? null });
}

const denials = ({ denials: known }: World) => ({
  startKey: null,
  nextKey: null,
  limit: known.size,
  blackList: Object.fromEntries(
    [...known].map(([recipientNumber, at]) => {
      const date = new Date(at).toISOString();
      const handleKey = `${account.from}${recipientNumber}`;
      return [handleKey, { handleKey, type: 'DENIAL', senderNumber: account.from, recipientNumber, dateCreated: date, dateUpdated: date }];
    }),
  ),
});

const channels = () => ({
  startKey: null,
  nextKey: null,
  limit: 20,
  channelList: [
    {
      channelId: account.pfId,
      searchId: account.searchId,
      accountId: account.accountId,
      phoneNumber: '01000000000',
      sharedAccountIds: [],
      dateCreated: '2026-01-02T00:00:00.000Z',
      dateUpdated: '2026-01-02T00:00:00.000Z',
    },
  ],
});
