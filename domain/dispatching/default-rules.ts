import { brandWindow, type SendingRules } from '../../contract/policy/sending-policy.ts';

/**
 * Of a shop that has set none: once a day and three times a week, and nothing of the kinds whose advertising or sale by mail the law forbids. It
 * names no sender, so that it sends nothing outside the sandbox.
 */
export const defaultSendingRules: SendingRules = {
  id: 'sending',
  capPerDay: 1,
  capPerWeek: 3,
  repeatDays: 30,
  window: brandWindow,
  transactionException: false,
  prohibitedCategories: ['담배', '도박', '마약류', '사행성', '전문의약품', '전자담배', '주류'].sort(),
  priceKrw: 30,
  reconfirmBlocks: true,
};
