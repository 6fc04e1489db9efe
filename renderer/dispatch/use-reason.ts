import { useTranslation } from 'react-i18next';
import type { FailureCode } from '../../contract/failure.ts';

/** Why somebody was left out, in two words; codes that are no everyday reason say their whole sentence. */
export function useReason(): (code: FailureCode) => string {
  const { t, i18n } = useTranslation(['dispatch', 'failures']);
  return (code) => (i18n.exists(`dispatch:reason.${code}`) ? t(`reason.${code as 'consent.missing'}`) : t(`failures:${code}`));
}
