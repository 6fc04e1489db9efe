import type { SendingRules } from '../../contract/policy/sending-policy.ts';

/** What a promotion has to say of its sender (정보통신망법 제50조 제4항, 제6항). */
const required = ['senderName', 'senderContact', 'freeOptOut'] as const;

/** What the shop has not said yet of who sends; nothing leaves but into the sandbox while there is anything. */
export const senderGaps = (rules: SendingRules): readonly (typeof required)[number][] => required.filter((field) => !rules[field]?.trim());

/** 080 and seven or eight digits: whoever calls it pays nothing. */
const freeNumber = /(?:^|[^\d-])080[-) .]{0,2}\d{3,4}[- .]?\d{4}(?!\d)/;

/** Whether a text message can be refused at no cost: a channel that is blocked stops none, and neither carriers nor Solapi take an address for it. */
export const hasFreeNumber = ({ freeOptOut = '' }: Pick<SendingRules, 'freeOptOut'>): boolean => freeNumber.test(freeOptOut);

/**
 * Whether a way to opt out reads as one that costs nothing: an 080 number, a link, or blocking the channel in KakaoTalk (제50조 제6항). Only the shop
 * knows, so this is a question to it and no lock.
 */
export const readsAsFree = (freeOptOut: string): boolean =>
  /(^|\D)080[-\s.]?\d{3,4}[-\s.]?\d{4}(\D|$)|https?:\/\/\S|채널\s*차단/.test(freeOptOut);

/**
 * What is to be known of who carries the messages: `unnamed` where nobody is named, `uncertified` where no certificate as a sender is on record that
 * holds at `now` (제50조의3). A warning to the shop, which has to see to it.
 */
export function processorGap({ processor }: SendingRules, now: number): 'unnamed' | 'uncertified' | undefined {
  if (!processor) return 'unnamed';
  return processor.certifiedUntil !== undefined && processor.certifiedUntil > now ? undefined : 'uncertified';
}
