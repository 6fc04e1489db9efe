import { inBrandWindow } from '../world/brand-window.ts';
import { reportAt, type World } from '../world/world.ts';
import { allowsSms, isTargetingAllowed } from './check-message.ts';
import { type Group, type StoredMessage, wasRegistered } from './group.ts';
import { phoneText } from './phone-text.ts';
import { storedMessage } from './replies.ts';
import type { StatusCode } from './status-codes.ts';

/** How a message will end, and whether a phone shows it. Nothing about it is known to the sender when it is handed over. */
type End = Readonly<{ statusCode: StatusCode; via?: 'kakao' | 'sms'; reported: boolean }>;

const priceOf = ({ settings }: World, { type }: StoredMessage): number =>
  type.startsWith('BMS_') || type === 'ATA' ? settings.brandPriceKrw : settings.smsPriceKrw;

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
  const end = endOf(world, message, now);
  message.statusCode = '3000';
  message.dateProcessed = now;
  message.dateUpdated = now;
  if (end.via) show(world, message, end.via, group.customFields.batchId);
  if (end.reported) world.timeline.schedule(reportAt(world), () => report(world, group, message, end));
}

/** The phone comes first, then the channel's rules, then what the person did. */
function endOf(world: World, message: StoredMessage, now: number): End {
  const fails = (statusCode: StatusCode): End => ({ statusCode, reported: true });
  const shown = (statusCode: StatusCode, reported = true): End => ({ statusCode, via: 'kakao', reported });
  if (!message.type.startsWith('BMS_') && message.type !== 'ATA') return { statusCode: '4000', via: 'sms', reported: true };
  if (message.type.startsWith('BMS_') && !inBrandWindow(now)) return fails('3108');
  if (!isTargetingAllowed(message.said)) return fails('3102');
  switch (world.fates.of(message.to)) {
    case 'notFriend':
      return message.type === 'ATA' ? shown('4000') : fails('3102');
    case 'blocked':
      return fails('3107');
    case 'notKakaoUser':
      return fails('3104');
    case 'smsFallback':
      return allowsSms(message.said) ? { statusCode: '4000', via: 'sms', reported: true } : fails('3104');
    case 'uncertain':
      return shown('3005');
    case 'neverReports':
      return shown('4000', false);
    default:
      return shown('4000');
  }
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

function report(world: World, group: Group, message: StoredMessage, { statusCode, via }: End): void {
  const now = world.clock.now();
  message.statusCode = statusCode;
  message.dateReported = now;
  message.dateUpdated = now;
  message.replaced = via === 'sms' && message.type.startsWith('BMS_');
  settleAccount(world, group, message, via);
  if ([...registered(group)].every((one) => one.dateReported !== undefined)) complete(group, now);
  tell(world, message);
}

/** What did not arrive is paid back; a text message in its place is paid for. */
function settleAccount(world: World, group: Group, message: StoredMessage, via: End['via']): void {
  const arrived = via !== undefined && !message.replaced;
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
