import { Button, CloseButton, Menu } from '@mantine/core';
import { IconChevronDown, IconNote, IconSend, IconTag } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { leadStatuses } from '../../contract/lead.ts';
import type { LeadChange } from '../replica/desk/lead-act.ts';
import styles from './bulk.module.css';
import { NotePopover } from './NotePopover.tsx';
import { TagPopover } from './TagPopover.tsx';

const iconPx = 14;
const chevron = <IconChevronDown size={iconPx} aria-hidden />;

type Props = Readonly<{
  count: number;
  /** All that match the filter. */
  total: number;
  members: readonly string[];
  /** Tags in use, most used first. */
  tags: readonly string[];
  newId: () => string;
  onChange: (change: LeadChange) => void;
  onSend: () => void;
  onSelectMatching: () => void;
  onClear: () => void;
}>;

/** What can be done with everything that is ticked; it lies over the column heads, so that nothing jumps. */
export const BulkBar = memo(function BulkBar({ count, total, members, tags, newId, onChange, onSend, onSelectMatching, onClear }: Props) {
  const { t } = useTranslation('leads');
  const all = count === total;

  return (
    <div role="toolbar" aria-label={t('bulk.label')} className={styles.bar}>
      <strong className={styles.count} aria-live="polite">
        {all ? t('bulk.selectedAll', { count }) : t('bulk.selected', { count })}
      </strong>
      {!all && (
        <Button variant="transparent" size="compact-xs" onClick={onSelectMatching}>
          {t('bulk.selectMatching', { count: total })}
        </Button>
      )}
      <span className={styles.actions}>
        <PickMenu label={t('bulk.status')}>
          {leadStatuses.map((status) => (
            <Menu.Item key={status} onClick={() => onChange({ field: 'status', to: status })}>
              {t(`status.${status}`)}
            </Menu.Item>
          ))}
        </PickMenu>
        <PickMenu label={t('bulk.assignee')}>
          {members.map((member) => (
            <Menu.Item key={member} onClick={() => onChange({ field: 'marketerId', to: member })}>
              {member}
            </Menu.Item>
          ))}
          {members.length > 0 && <Menu.Divider />}
          <Menu.Item onClick={() => onChange({ field: 'marketerId' })}>{t('bulk.unassign')}</Menu.Item>
        </PickMenu>
        <TagPopover tags={tags} icon={<IconTag size={iconPx} aria-hidden />} onChange={onChange} />
        <NotePopover icon={<IconNote size={iconPx} aria-hidden />} newId={newId} onChange={onChange} />
        <Button size="compact-sm" leftSection={<IconSend size={iconPx} aria-hidden />} onClick={onSend}>
          {t('bulk.send')}
        </Button>
        <CloseButton size="sm" aria-label={t('bulk.clear')} title={t('bulk.clear')} onClick={onClear} />
      </span>
    </div>
  );
});

function PickMenu({ label, children }: Readonly<{ label: string; children: ReactNode }>) {
  return (
    <Menu position="bottom-start" shadow="none">
      <Menu.Target>
        <Button variant="default" size="compact-sm" rightSection={chevron}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
