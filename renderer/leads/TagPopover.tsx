import { Button, Popover, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeadField } from '../../contract/lead-field.ts';
import type { LeadChange } from '../replica/desk/lead-act.ts';
import styles from './bulk.module.css';

/** Tags offered for a press; others are typed. */
const offered = 12;

type Props = Readonly<{ tags: readonly string[]; icon: ReactNode; onChange: (change: LeadChange) => void }>;

/** Puts a tag on, or takes it off, everything that is ticked. */
export function TagPopover({ tags, icon, onChange }: Props) {
  const { t } = useTranslation('leads');
  const [open, setOpen] = useState(false);
  const [tag, setTag] = useState('');
  const field = LeadField.safeParse(`tag:${tag.trim()}`);
  const matching = tags.filter((other) => other.includes(tag.trim())).slice(0, offered);

  const change = (to: 'on' | undefined) => {
    if (!field.success) return;
    onChange(to ? { field: field.data, to } : { field: field.data });
    setOpen(false);
    setTag('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change('on');
  };

  return (
    <Popover opened={open} onChange={setOpen} position="bottom" trapFocus returnFocus width={280}>
      <Popover.Target>
        <Button variant="default" size="compact-sm" leftSection={icon} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('bulk.tags')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('bulk.tags')}>
        <form onSubmit={submit} className={styles.form}>
          <TextInput
            data-autofocus
            aria-label={t('bulk.tagInput')}
            placeholder={t('bulk.tagPlaceholder')}
            maxLength={50}
            value={tag}
            onChange={(event) => setTag(event.currentTarget.value)}
          />
          <div className={styles.tags}>
            {matching.map((other) => (
              <button key={other} type="button" className={styles.tag} aria-pressed={other === tag} onClick={() => setTag(other)}>
                {other}
              </button>
            ))}
            {tags.length === 0 && <span className={styles.none}>{t('bulk.tagNone')}</span>}
          </div>
          <div className={styles.formActions}>
            <Button variant="default" disabled={!field.success} onClick={() => change(undefined)}>
              {t('bulk.tagRemove')}
            </Button>
            <Button type="submit" disabled={!field.success}>
              {t('bulk.tagAdd')}
            </Button>
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
