import { useTranslation } from 'react-i18next';
import type { FailureCode } from '../../../contract/failure.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';

/** The server did not give it; why, and asking once more. */
export function NotFetched({ code, onRetry }: Readonly<{ code: FailureCode; onRetry: () => void }>) {
  const { t } = useTranslation(['activity', 'failures']);
  return (
    <EmptyState
      title={t('activity:quarantine.failed.title')}
      text={t(`failures:${code}`)}
      action={t('activity:quarantine.failed.action')}
      onAction={onRetry}
    />
  );
}
