import type { TFunction } from 'i18next';

/** Rules that have words; what a newer or older server decided by another one is told by its name. */
export const namedRules = [
  ...(['seed.impossible', 'policy.product', 'policy.category', 'product.discontinued', 'product.outOfStock'] as const),
  ...(['words.withdrawalDoubted', 'words.withdrawal', 'words.refusal', 'words.asksAnyway', 'words.fault', 'words.failure'] as const),
  ...(['words.takenBack', 'model.doubt', 'person.decided', 'person.undone', 'default.approve'] as const),
];

/** Why a request was decided so, in a marketer's words. */
export function ruleWords(rule: string, t: TFunction<'review'>): string {
  const known = namedRules.find((name) => name === rule);
  return known ? t(`rules.${known}`) : t('rules.other', { rule });
}
