import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import type { ConsentTaskPage, ConsentTaskQuery } from '../replica/consents/consent-task.ts';
import styles from './consents.module.css';

/** Which tasks are asked for. */
export type Asked = Omit<ConsentTaskQuery, 'limit'>;

const kinds = ['notice', 'reconfirm'] as const;

type Props = Readonly<{ asked: Asked; counts: ConsentTaskPage['counts'] | undefined; onAsk: (asked: Asked) => void }>;

export function TaskFilter({ asked, counts, onAsk }: Props) {
  const { t } = useTranslation('consents');
  const format = useFormat();
  const { pressing, ...anyTime } = asked;
  return (
    <div className={styles.filters}>
      <SegmentedControl
        aria-label={t('kind.label')}
        value={asked.kind}
        onChange={(kind) => onAsk({ ...asked, kind: kind as Asked['kind'] })}
        data={kinds.map((value) => ({ value, label: `${t(`kind.${value}`)} ${counts ? format.number(counts[value].all) : ''}` }))}
      />
      <TextInput
        className={styles.search}
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={asked.text ?? ''}
        onChange={(event) => onAsk({ ...asked, text: event.currentTarget.value })}
        data-search
      />
      <Checkbox
        label={t('pressing', { count: counts?.[asked.kind].pressing ?? 0 })}
        checked={pressing ?? false}
        onChange={(event) => onAsk(event.currentTarget.checked ? { ...asked, pressing: true } : anyTime)}
      />
    </div>
  );
}
