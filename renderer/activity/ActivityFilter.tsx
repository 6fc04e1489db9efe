import { SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { type ActivityGroup, type ActivityPage, type ActivityQuery, activityGroups } from '../replica/desk/activity-row.ts';
import styles from './activity.module.css';

/** Which part of the audit is asked for. */
export type Asked = Pick<ActivityQuery, 'group' | 'by'>;
export const everything: Asked = { group: 'all' };

type Props = Readonly<{ asked: Asked; page: ActivityPage | undefined; onAsk: (asked: Asked) => void }>;

export function ActivityFilter({ asked, page, onAsk }: Props) {
  const { t } = useTranslation('activity');
  const format = useFormat();
  const { by, ...group } = asked;
  return (
    <div className={styles.filters}>
      <SegmentedControl
        aria-label={t('group.label')}
        value={asked.group}
        onChange={(chosen) => onAsk({ ...asked, group: chosen as ActivityGroup })}
        data={activityGroups.map((value) => ({ value, label: `${t(`group.${value}`)} ${page ? format.number(page.counts[value]) : ''}` }))}
      />
      <Select
        className={styles.choice}
        aria-label={t('by.label')}
        placeholder={t('by.anyone')}
        data={[...(page?.members ?? [])]}
        value={by ?? null}
        onChange={(member) => onAsk(member === null ? group : { ...group, by: member })}
        clearable
      />
      {page && <span className={styles.total}>{t('count', { count: page.total })}</span>}
    </div>
  );
}
