import { IconFilterOff, IconMessageSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../parts/EmptyState.tsx';

type Props = Readonly<{ /** All leads there are, whatever the filter. */ all: number; filling: boolean; onClear: () => void }>;

/** A shop without leads and a filter without matches are two different things, and say so. */
export function NoLeads({ all, filling, onClear }: Props) {
  const { t } = useTranslation('leads');
  if (all === 0)
    return (
      <EmptyState title={t('empty.title')} text={filling ? t('empty.filling') : t('empty.text')} icon={<IconMessageSearch aria-hidden />} />
    );
  return (
    <EmptyState
      title={t('noneMatch.title')}
      text={t('noneMatch.text', { all })}
      icon={<IconFilterOff aria-hidden />}
      action={t('noneMatch.clear')}
      onAction={onClear}
    />
  );
}
