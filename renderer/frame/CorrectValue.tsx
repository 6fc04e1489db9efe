import { Button, Select, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { leadStatuses } from '../../contract/lead.ts';
import { useStream } from '../parts/use-stream.ts';
import type { LeadChange } from '../replica/desk/lead-act.ts';
import type { Desk } from '../replica/desk.ts';
import styles from './refused-drawer.module.css';

const noteLength = 2_000;

type Props = Readonly<{
  change: LeadChange;
  members$: Desk['members$'];
  onSave: (to: string | undefined) => void;
  onCancel: () => void;
}>;

/** The same change with another value: a status, an assignee, a tag on or off, a note's text. Nothing chosen unsets it. */
export function CorrectValue({ change: { field, to }, members$, onSave, onCancel }: Props) {
  const { t } = useTranslation(['common', 'leads']);
  const [value, setValue] = useState(to ?? null);
  const isNote = field.startsWith('note:');
  const choices = useChoices({ field, ...(to !== undefined && { to }) }, members$);
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave(value === null || value === '' ? undefined : value);
  };
  return (
    <form className={styles.correction} onSubmit={save}>
      {isNote ? (
        <Textarea
          autosize
          data-autofocus
          autoFocus
          maxLength={noteLength}
          aria-label={t('refused.value')}
          value={value ?? ''}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      ) : (
        <Select
          autoFocus
          aria-label={t('refused.value')}
          data={choices}
          clearable={field !== 'status'}
          value={value}
          onChange={setValue}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      <div className={styles.actions}>
        <Button type="submit" size="compact-sm">
          {t('refused.save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t('refused.cancel')}
        </Button>
      </div>
    </form>
  );
}

function useChoices({ field, to }: LeadChange, members$: Desk['members$']) {
  const { t } = useTranslation(['common', 'leads']);
  const [stream$] = useState(() => members$());
  const members = useStream(stream$) ?? [];
  if (field === 'status') return leadStatuses.map((value) => ({ value, label: t(`leads:status.${value}`) }));
  if (field === 'marketerId')
    return [...new Set([...(to === undefined ? [] : [to]), ...members])].map((value) => ({ value, label: value }));
  return [{ value: 'on', label: field.slice('tag:'.length) }];
}
