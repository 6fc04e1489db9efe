import { z } from '../../../contract/zod.ts';
import { type Call, json, jsonOf, type Reply } from '../wire/call.ts';
import type { Params, Route } from '../wire/route.ts';
import { solapiError } from './authorize.ts';
import { type Group, wasRegistered } from './group.ts';
import { byId, pageOf } from './list.ts';
import { listOf } from './message-list.ts';
import { groupInfo, registeredMessage } from './replies.ts';
import { priceOfGroup, registered, sendGroup } from './send-group.ts';
import type { Shop } from './shop.ts';

const maxRecipients = 10_000;

const Options = z.object({
  allowDuplicates: z.boolean().default(false),
  appId: z.string().nullish(),
  customFields: z.record(z.string(), z.string()).nullish(),
});
export const Messages = z.array(z.looseObject({ to: z.union([z.string(), z.array(z.string())]).optional() })).min(1);

export const invalid = (why: string): Reply => solapiError(400, 'ValidationError', why);
const missing = (): Reply => solapiError(404, 'ResourceNotFound', '그룹을 찾을 수 없거나 그룹에 메시지가 없습니다.');

/** The two-phase API: a group is opened, filled, and sent as one. */
export function groupRoutes(shop: Shop): readonly Route[] {
  const path = '/messages/v4/groups';
  const inGroup =
    (work: (group: Group, call: Call) => Reply) =>
    (call: Call, { groupId = '' }: Params) => {
      const group = shop.groups.get(groupId);
      return group && group.status !== 'DELETED' ? work(group, call) : missing();
    };
  return [
    { method: 'POST', path, stage: 'prepare', answer: (call) => open(shop, call) },
    { method: 'GET', path, stage: 'read', answer: ({ query }) => listGroups(shop, query) },
    { method: 'GET', path: `${path}/:groupId`, stage: 'read', answer: (_call, { groupId = '' }) => info(shop.groups.get(groupId)) },
    { method: 'DELETE', path: `${path}/:groupId`, stage: 'prepare', answer: inGroup((group) => remove(shop, group)) },
    { method: 'PUT', path: `${path}/:groupId/messages`, stage: 'prepare', answer: inGroup((group, call) => fill(shop, group, call)) },
    {
      method: 'GET',
      path: `${path}/:groupId/messages`,
      stage: 'read',
      answer: inGroup((group, { query }) => listOf([...group.messages.values()], query)),
    },
    { method: 'DELETE', path: `${path}/:groupId/messages`, stage: 'prepare', answer: inGroup((group, call) => thin(shop, group, call)) },
    { method: 'POST', path: `${path}/:groupId/send`, stage: 'commit', answer: inGroup((group) => send(shop, group)) },
    {
      method: 'POST',
      path: `${path}/:groupId/schedule`,
      stage: 'commit',
      answer: inGroup((group, call) => schedule(shop, group, jsonOf(call))),
    },
    { method: 'DELETE', path: `${path}/:groupId/schedule`, stage: 'prepare', answer: inGroup(unschedule) },
  ];
}

const info = (group: Group | undefined): Reply => (group ? json(200, groupInfo(group)) : missing());

function open(shop: Shop, call: Call): Reply {
  const options = Options.safeParse(jsonOf(call) ?? {});
  if (!options.success) return invalid(options.error.message);
  const { allowDuplicates, appId, customFields } = options.data;
  return json(200, groupInfo(shop.openGroup({ allowDuplicates, customFields: customFields ?? {}, ...(appId && { appId }) })));
}

function listGroups(shop: Shop, query: URLSearchParams): Reply {
  const keyOf = ({ groupId }: Group) => groupId;
  const page = pageOf([...shop.groups.values()], keyOf, query);
  return json(200, { startKey: page.startKey, nextKey: page.nextKey, limit: page.limit, groupList: byId(page, keyOf, groupInfo) });
}

function remove(shop: Shop, group: Group): Reply {
  if (group.status !== 'PENDING') return alreadySent();
  group.status = 'DELETED';
  group.dateUpdated = shop.world.clock.now();
  return json(200, groupInfo(group));
}

function fill(shop: Shop, group: Group, call: Call): Reply {
  if (group.status !== 'PENDING') return alreadySent();
  const body = z.object({ messages: Messages }).safeParse(jsonOf(call));
  if (!body.success) return invalid(body.error.message);
  const results = addMessages(shop, group, body.data.messages);
  if (!results) return tooMany();
  return json(200, { errorCount: String(results.filter((one) => !wasRegistered(one)).length), resultList: results.map(registeredMessage) });
}

/** One message a recipient; none where there are more of them than one call may name. */
export function addMessages(shop: Shop, group: Group, messages: z.infer<typeof Messages>) {
  const single = messages.flatMap((said) => (Array.isArray(said.to) ? said.to : [said.to ?? '']).map((to) => ({ said, to })));
  return single.length > maxRecipients ? undefined : single.map(({ said, to }) => shop.register(group, said, to));
}

export const tooMany = (): Reply => solapiError(413, 'RecipientsTooMany', `한 번에 ${maxRecipients}명까지 등록할 수 있습니다.`);
const alreadySent = (): Reply => invalid('이미 발송 요청된 그룹입니다.');

function thin(shop: Shop, group: Group, call: Call): Reply {
  if (group.status !== 'PENDING') return alreadySent();
  const body = z.object({ messageIds: z.array(z.string()) }).safeParse(jsonOf(call));
  if (!body.success) return invalid(body.error.message);
  const resultList = body.data.messageIds.map((messageId) => ({ messageId, resultCode: shop.remove(group, messageId) ? '0000' : '1021' }));
  return json(200, { groupId: group.groupId, errorCount: resultList.filter(({ resultCode }) => resultCode !== '0000').length, resultList });
}

/** A group is sent once: whoever asks again is told so, and no phone shows anything. */
export function send(shop: Shop, group: Group): Reply {
  const refused = refusesToSend(shop, group);
  if (refused) return refused;
  sendGroup(shop.world, group);
  return { ...json(200, groupInfo(group)), ...(neverAnswers(shop, group) && { hangUp: true }) };
}

function refusesToSend(shop: Shop, group: Group): Reply | undefined {
  if (group.status !== 'PENDING') return alreadySent();
  if (registered(group).length === 0) return missing();
  if (priceOfGroup(shop.world, group) > shop.world.settings.balanceKrw) return solapiError(402, 'NotEnoughBalance', '잔액이 부족합니다.');
  return undefined;
}

export const neverAnswers = ({ world }: Shop, group: Group): boolean =>
  registered(group).some(({ to }) => world.fates.of(to) === 'acceptThenTimeout');

/** Sent by itself when the time comes, if it may be sent then. */
export function schedule(shop: Shop, group: Group, body: unknown): Reply {
  const { world } = shop;
  const parsed = z.object({ scheduledDate: z.string() }).safeParse(body);
  const at = parsed.success ? Date.parse(parsed.data.scheduledDate) : Number.NaN;
  if (Number.isNaN(at)) return invalid('scheduledDate가 올바른 날짜가 아닙니다.');
  const refused = refusesToSend(shop, group);
  if (refused) return refused;
  group.status = 'SCHEDULED';
  group.scheduledDate = at;
  world.timeline.schedule(Math.max(at, world.clock.now()), () => {
    if (group.status === 'SCHEDULED' && group.scheduledDate === at) sendGroup(world, group);
  });
  return json(200, groupInfo(group));
}

function unschedule(group: Group): Reply {
  if (group.status !== 'SCHEDULED') return invalid('예약된 그룹이 아닙니다.');
  group.status = 'PENDING';
  delete group.scheduledDate;
  return json(200, groupInfo(group));
}
