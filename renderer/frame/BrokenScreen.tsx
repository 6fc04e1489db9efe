import { IconMoodConfuzed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyLine } from '../parts/CopyLine.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';

/** A screen that threw: the frame stays, what was saved stays, and the reason can be copied. */
export function BrokenScreen({ error }: Readonly<{ error: Error }>) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconMoodConfuzed size={22} />}
      title={t('broken.title')}
      text={t('broken.body')}
      action={t('broken.action')}
      onAction={() => location.reload()}
    >
      <div style={{ maxWidth: 480, marginTop: 12 }}>
        <CopyLine text={error.message} copy={t('copy')} copied={t('copied')} />
      </div>
    </EmptyState>
  );
}
