import type { SendingRules } from '../../contract/policy/sending-policy.ts';

/** What a promotion has to say of its sender (정보통신망법 제50조 제4항, 제6항). */
const required = ['senderName', 'senderContact', 'freeOptOut'] as const;

/** What the shop has not said yet of who sends; nothing leaves but into the sandbox while there is anything. */
export const senderGaps = (rules: SendingRules): readonly (typeof required)[number][] => required.filter((field) => !rules[field]?.trim());

/**
 * What is to be known of who carries the messages: `unnamed` where nobody is named, `uncertified` where no certificate as a sender is on record that
 * holds at `now` (제50조의3). A warning to the shop, which has to see to it.
 */
export function processorGap({ processor }: SendingRules, now: number): 'unnamed' | 'uncertified' | undefined {
  if (!processor) return 'unnamed';
  return processor.certifiedUntil !== undefined && processor.certifiedUntil > now ? undefined : 'uncertified';
}
