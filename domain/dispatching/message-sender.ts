import type { SendingRules } from '../../contract/policy/sending-policy.ts';
import type { MessageSender } from './compose-message.ts';

/** Who sends, as the shop has said it in its policy: the same in a preview and in what leaves. */
export const messageSender = ({
  senderName,
  senderContact,
  freeOptOut,
}: Pick<SendingRules, 'senderName' | 'senderContact' | 'freeOptOut'>): MessageSender => ({
  ...(senderName !== undefined && { name: senderName }),
  ...(senderContact !== undefined && { contact: senderContact }),
  ...(freeOptOut !== undefined && { freeOptOut }),
});
