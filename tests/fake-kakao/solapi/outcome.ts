import { type Ending, endingOf, viaOf } from '../world/ending.ts';
import type { World } from '../world/world.ts';
import { allowsSms, isTargetingAllowed } from './check-message.ts';
import type { StoredMessage } from './group.ts';
import type { StatusCode } from './status-codes.ts';

/** `sms` was one from the beginning. */
export type Outcome = Ending | 'sms';

/** What the report will say. */
export const codes = {
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

/** Which way a phone showed it, if one did. */
export const wayOf = (outcome: Outcome) => (outcome === 'sms' ? 'sms' : viaOf(outcome));

const isKakao = (type: string): boolean => type.startsWith('BMS_') || type === 'ATA';

/** What one message costs when it is handed over. */
export const priceOf = ({ settings }: World, { type }: StoredMessage): number =>
  isKakao(type) ? settings.brandPriceKrw : settings.smsPriceKrw;

/** How a message will end. Nothing of it is known to the sender when it is handed over. */
export function outcomeOf(world: World, { type, to, said }: StoredMessage): Outcome {
  if (!isKakao(type)) return 'sms';
  const ending = endingOf(world, { recipient: to, ad: type !== 'ATA', allowsSms: allowsSms(said) });
  return ending === 'outsideWindow' || isTargetingAllowed(said) ? ending : 'notFriend';
}
