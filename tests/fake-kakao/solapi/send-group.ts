import { type Ending, endingOf, viaOf } from '../world/ending.ts';
import { reportAt, type World } from '../world/world.ts';
import { allowsSms, isTargetingAllowed } from './check-message.ts';
import { type Group, type StoredMessage, wasRegistered } from './group.ts';
import { phoneText } from './phone-text.ts';
import { storedMessage } from './replies.ts';
import type { StatusCode } from './status-codes.ts';

/** `sms` was one from the beginning. */
type Outcome = Ending | 'sms';

const codes = {
  delivered: '4000',
  sms: '4000',
  replaced: '4000',
  neverTold: '4000',
  outsideWindow: '3108',
  notFriend: '3102',
  blocked: '3107',
  notKakaoUser: '3104',
  uncertain: '3005',
} as const satisfies Record<Outcome, StatusCode>;

const wayOf = (outcome: Outcome) => (outcome === 'sms' ? 'sms' : viaOf(outcome));

const isKakao = (type: string): boolean => type.startsWith('BMS_') || type === 'ATA';

const priceOf = ({ settings }: World, { type }: StoredMessage): number => (isKakao(type) ? settings.brandPriceKrw : settings.smsPriceKrw);

export const registered = (group: Group): readonly StoredMessage[] => [...group.messages.values()].filter(wasRegistered);

export const priceOfGroup = (world: World, group: Group): number =>
  registered(group).reduce((sum, message) => sum + priceOf(world, message), 0);

/** Hands over what was registered: charged now, shown on phones now, reported on later. */
export function sendGroup(world: World, group: Group): void {
  const now = world.clock.now();
  group.requestedKrw = priceOfGroup(world, group);
  world.settings.balanceKrw -= group.requestedKrw;
  group.status = 'SENDING';
  group.dateSent = now;
  group.dateUpdated = now;
  for (const message of registered(group)) handOver(world, group, message);
}

function handOver(world: World, group: Group, message: StoredMessage): void {
  const now = world.clock.now();
  const outcome = outcomeOf(world, message);
  const via = wayOf(outcome);
  message.statusCode = '3000';
  message.dateProcessed = now;
  message.dateUpdated = now;
  if (via) show(world, message, via, group.customFields.batchId);
  if (outcome !== 'neverTold') world.timeline.schedule(reportAt(world), () => report(world, group, message, outcome));
}

function outcomeOf(world: World, { type, to, said }: StoredMessage): Outcome {
  if (!isKakao(type)) return 'sms';
  const ending = endingOf(world, { recipient: to, ad: type !== 'ATA', allowsSms: allowsSms(said) });
  return ending === 'outsideWindow' || isTargetingAllowed(said) ? ending : 'notFriend';
}

function show(world: World, message: StoredMessage, via: 'kakao' | 'sms', batchId: string | undefined): void {
  const { itemId, ...tags } = message.customFields;
  world.ledger.show({
    at: world.clock.now(),
    face: 'solapi',
    via,
    recipient: message.to,
    messageId: message.messageId,
    ...(itemId !== undefined && { itemId }),
    ...(batchId !== undefined && { batchId }),
    tags,
    text: phoneText(message.said),
  });
}

function report(world: World, group: Group, message: StoredMessage, outcome: Outcome): void {
  const now = world.clock.now();
  message.statusCode = codes[outcome];
  message.dateReported = now;
  message.dateUpdated = now;
  message.replaced = outcome === 'replaced';
  settleAccount(world, group, message, wayOf(outcome) !== undefined && !message.replaced);
  if ([...registered(group)].every((one) => one.dateReported !== undefined)) complete(group, now);
  tell(world, message);
}

/** What did not arrive is paid back; a text message in its place is paid for. */
function settleAccount(world: World, group: Group, message: StoredMessage, arrived: boolean): void {
  const refund = arrived ? 0 : priceOf(world, message);
  const replacement = message.replaced ? world.settings.smsPriceKrw : 0;
  group.refundedKrw += refund;
  group.replacementKrw += replacement;
  world.settings.balanceKrw += refund - replacement;
}

function complete(group: Group, now: number): void {
  group.status = 'COMPLETE';
  group.dateCompleted = now;
  group.dateUpdated = now;
}

/** One webhook a report; a disordered one is followed by what had been the state before. */
function tell(world: World, message: StoredMessage): void {
  const told = storedMessage(message);
  const fault = world.faults.strikeWebhook('solapi');
  if (fault === 'webhookLost') return;
  world.webhooks.add('solapi', told);
  if (fault === 'webhookTwice') world.webhooks.add('solapi', told);
  if (fault === 'webhookDisordered') world.webhooks.add('solapi', { ...told, statusCode: '3000', dateReported: null });
}
