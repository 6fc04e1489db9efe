import { reportAt, type World } from '../world/world.ts';
import { type Group, type StoredMessage, wasRegistered } from './group.ts';
import { outcomeOf, priceOf, wayOf } from './outcome.ts';
import { phoneText } from './phone-text.ts';
import { report } from './report.ts';

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
  const handed = registered(group);
  group.unreported = handed.length;
  for (const message of handed) handOver(world, group, message);
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
