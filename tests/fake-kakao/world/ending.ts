import { inBrandWindow } from './brand-window.ts';
import type { World } from './world.ts';

/** How a message to a phone ends. Nothing of it is known to the sender when the provider takes the message. */
export type Ending = 'delivered' | 'outsideWindow' | 'notFriend' | 'blocked' | 'notKakaoUser' | 'uncertain' | 'replaced' | 'neverTold';

export type Sending = Readonly<{
  recipient: string;
  /** An advertisement: to friends of the channel only, and within the hours of brand messages. */
  ad: boolean;
  allowsSms: boolean;
}>;

/** The hour comes first, then what the person did. */
export function endingOf({ clock, fates }: World, { recipient, ad, allowsSms }: Sending): Ending {
  if (ad && !inBrandWindow(clock.now())) return 'outsideWindow';
  const fate = fates.of(recipient);
  switch (fate) {
    case 'notFriend':
      return ad ? 'notFriend' : 'delivered';
    case 'blocked':
    case 'notKakaoUser':
    case 'uncertain':
      return fate;
    case 'smsFallback':
      return allowsSms ? 'replaced' : 'notKakaoUser';
    case 'neverReports':
      return 'neverTold';
    default:
      return 'delivered';
  }
}

/** By which way a phone showed it, if one did. */
export function viaOf(ending: Ending): 'kakao' | 'sms' | undefined {
  if (ending === 'replaced') return 'sms';
  return ending === 'delivered' || ending === 'uncertain' || ending === 'neverTold' ? 'kakao' : undefined;
}
