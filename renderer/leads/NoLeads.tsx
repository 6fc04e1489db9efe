import { IconFilterOff, IconMessageSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../parts/EmptyState.tsx';
import { useStreamPart } from '../parts/use-stream.ts';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import type { Desk } from '../replica/desk.ts';

type Props = Readonly<{ desk: Pick<Desk, 'status$'> /** All leads there are, whatever the filter. */; all: number; onClear: () => void }>;

const isFilling = ({ connection }: ReplicaStatus) => connection === 'filling';

/** A shop without leads and a filter without matches are two different things, and say so. */
export function NoLeads({ desk, all, onClear }: Props) {
  const { t } = useTranslation('leads');
  const filling = useStreamPart(desk.status$, isFilling);
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
