import { Button, Popover, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadChange } from '../replica/desk/lead-act.ts';
import styles from './bulk.module.css';
import { noteChange, noteLength } from './note-change.ts';

type Props = Readonly<{ icon: ReactNode; newId: () => string; onChange: (change: LeadChange) => void }>;

/** The same note for everything that is ticked. */
export function NotePopover({ icon, newId, onChange }: Props) {
  const { t } = useTranslation('leads');
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const change = noteChange(newId(), text);
    if (!change) return;
    onChange(change);
    setOpen(false);
    setText('');
  };

  return (
    <Popover opened={open} onChange={setOpen} position="bottom" trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button variant="default" size="compact-sm" leftSection={icon} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('bulk.note')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('bulk.note')}>
        <form onSubmit={submit} className={styles.form}>
          <Textarea
            data-autofocus
            autosize
            minRows={3}
            maxRows={8}
            maxLength={noteLength}
            aria-label={t('bulk.noteInput')}
            placeholder={t('bulk.notePlaceholder')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div className={styles.formActions}>
            <Button type="submit" disabled={text.trim() === ''}>
              {t('bulk.noteSave')}
            </Button>
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
