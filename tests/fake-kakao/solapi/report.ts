import type { World } from '../world/world.ts';
import type { Group, StoredMessage } from './group.ts';
import { codes, type Outcome, priceOf, wayOf } from './outcome.ts';
import { storedMessage } from './replies.ts';

/** What became of a message, told to whoever asks from now on and to the webhook. */
export function report(world: World, group: Group, message: StoredMessage, outcome: Outcome): void {
  const now = world.clock.now();
  message.statusCode = codes[outcome];
  message.dateReported = now;
  message.dateUpdated = now;
  message.replaced = outcome === 'replaced';
  settleAccount(world, group, message, wayOf(outcome) !== undefined && !message.replaced);
  group.unreported -= 1;
  if (group.unreported === 0) complete(group, now);
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
