import { SegmentedControl, Select, TagsInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type Lead, leadStatuses } from '../../../contract/lead.ts';
import { LeadField } from '../../../contract/lead-field.ts';
import type { ConflictRow } from '../../replica/conflicts/conflict-row.ts';
import type { LeadChange } from '../../replica/desk/lead-act.ts';
import type { Settle } from '../use-patching.ts';
import styles from './drawer.module.css';
import { OpenConflicts } from './OpenConflicts.tsx';

type Props = Readonly<{
  lead: Lead;
  members: readonly string[];
  /** Tags in use elsewhere, offered while typing. */
  tags: readonly string[];
  conflicts: readonly ConflictRow[];
  onChange: (changes: readonly LeadChange[]) => void;
  onSettle: Settle;
}>;

/** Status, assignee and tags, each changed where it is read. Typing a tag is one change, made when it is finished. */
export function ManageSection({ lead, members, tags, conflicts, onChange, onSettle }: Props) {
  const { t } = useTranslation('leads');
  const id = useId();
  const people = lead.marketerId && !members.includes(lead.marketerId) ? [...members, lead.marketerId] : [...members];

  return (
    <section className={styles.section} aria-label={t('drawer.manage')}>
      <div className={styles.fields}>
        <span id={`${id}-status`} className={styles.fieldName}>
          {t('edit.status')}
        </span>
        <SegmentedControl
          fullWidth
          aria-labelledby={`${id}-status`}
          value={lead.status}
          onChange={(to) => onChange([{ field: 'status', to }])}
          data={leadStatuses.map((value) => ({ value, label: t(`status.${value}`) }))}
        />
        <OpenConflicts conflicts={conflicts} of={(field) => field === 'status'} onSettle={onSettle} />
        <label htmlFor={`${id}-assignee`} className={styles.fieldName}>
          {t('edit.assignee')}
        </label>
        <Select
          id={`${id}-assignee`}
          aria-label={t('edit.assignee')}
          placeholder={t('edit.assigneePlaceholder')}
          nothingFoundMessage={t('edit.assigneeNone')}
          data={people}
          value={lead.marketerId ?? null}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('bulk.unassign') }}
          onChange={(to) => onChange([to === null ? { field: 'marketerId' } : { field: 'marketerId', to }])}
        />
        <OpenConflicts conflicts={conflicts} of={(field) => field === 'marketerId'} onSettle={onSettle} />
        <label htmlFor={`${id}-tags`} className={styles.fieldName}>
          {t('edit.tags')}
        </label>
        <TagsInput
          id={`${id}-tags`}
          aria-label={t('edit.tagAdd')}
          placeholder={lead.tags.length === 0 ? t('edit.tagPlaceholder') : ''}
          data={[...tags]}
          maxLength={50}
          value={[...lead.tags]}
          isDuplicate={(tag, others) => others.includes(tag)}
          onChange={(next) => onChange(tagChanges(lead.tags, next))}
        />
        <OpenConflicts conflicts={conflicts} of={(field) => field.startsWith('tag:')} onSettle={onSettle} />
      </div>
    </section>
  );
}

/** One change a tag that came or went; a tag that cannot be one (control characters) is left out. */
function tagChanges(before: readonly string[], after: readonly string[]): readonly LeadChange[] {
  const came = after.filter((tag) => !before.includes(tag)).map((tag) => ({ tag, to: 'on' }) as const);
  const went = before.filter((tag) => !after.includes(tag)).map((tag) => ({ tag }));
  return [...came, ...went].flatMap(({ tag, ...change }) => {
    const field = LeadField.safeParse(`tag:${tag.trim()}`);
    return field.success ? [{ field: field.data, ...change }] : [];
  });
}
