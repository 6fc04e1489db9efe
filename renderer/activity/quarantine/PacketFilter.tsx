import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FailureCode } from '../../../contract/failure.ts';
import type { QuarantineCount } from '../../../contract/quarantine.ts';
import activity from '../activity.module.css';
import styles from './quarantine.module.css';
import { reasons, reasonWords } from './reason-words.ts';
import type { Filter } from './use-packets.ts';

type Props = Readonly<{
  filter: Filter;
  counts: readonly QuarantineCount[];
  onNarrow: (filter: Filter) => void;
  onReload: () => void;
}>;

/** By chatbot and reason; what came while there was no room is said, not listed (I3). */
export function PacketFilter({ filter, counts, onNarrow, onReload }: Props) {
  const { t } = useTranslation('activity');
  const { client, code } = filter;
  const clients = counts.map(({ client: value, packets: count }) => ({
    value,
    label: t('quarantine.clientCount', { client: value, count }),
  }));
  return (
    <div className={activity.filters}>
      <Select
        className={styles.choice}
        aria-label={t('quarantine.client')}
        placeholder={t('quarantine.anyClient')}
        data={clients}
        value={client ?? null}
        onChange={(chosen) => onNarrow({ ...(code && { code }), ...(chosen !== null && { client: chosen }) })}
        clearable
      />
      <Select
        className={styles.choice}
        aria-label={t('quarantine.code')}
        placeholder={t('quarantine.anyCode')}
        data={reasons.map((value) => ({ value, label: reasonWords(value, t) }))}
        value={code ?? null}
        onChange={(chosen) =>
          onNarrow({ ...(client !== undefined && { client }), ...(chosen !== null && { code: chosen as FailureCode }) })
        }
        clearable
      />
      <Tooltip label={t('quarantine.refresh')}>
        <ActionIcon aria-label={t('quarantine.refresh')} onClick={onReload}>
          <IconRefresh size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {counts
        .filter(({ beyondCap }) => beyondCap > 0)
        .map(({ client: of, beyondCap: count }) => (
          <span key={of} className={styles.beyond}>
            {t('quarantine.beyondCap', { client: of, count })}
          </span>
        ))}
    </div>
  );
}
