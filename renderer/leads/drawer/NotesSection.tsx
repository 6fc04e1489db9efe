import { ActionIcon, Button, Textarea } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lead, Note } from '../../../contract/lead.ts';
import { LeadField } from '../../../contract/lead-field.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { ConflictRow } from '../../replica/conflicts/conflict-row.ts';
import type { LeadChange } from '../../replica/desk/lead-act.ts';
import { noteChange, noteLength } from '../note-change.ts';
import type { Settle } from '../use-patching.ts';
import styles from './drawer.module.css';
import notes from './notes.module.css';
import { OpenConflicts } from './OpenConflicts.tsx';

type Props = Readonly<{
  lead: Lead;
  newId: () => string;
  conflicts: readonly ConflictRow[];
  onChange: (changes: readonly LeadChange[]) => void;
  onSettle: Settle;
}>;

/** Notes, newest first, and a new one. A deleted note comes back with undo. */
export function NotesSection({ lead, newId, conflicts, onChange, onSettle }: Props) {
  const { t } = useTranslation('leads');
  const [text, setText] = useState('');

  const save = () => {
    const change = noteChange(newId(), text);
    if (!change) return;
    onChange([change]);
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) save();
  };

  return (
    <section className={styles.section} aria-label={t('edit.notes')}>
      <h3 className={styles.heading}>{t('edit.notes')}</h3>
      <OpenConflicts conflicts={conflicts} of={(field) => field.startsWith('note:')} onSettle={onSettle} />
      {lead.notes.length === 0 && <p className={notes.noNotes}>{t('edit.notesNone')}</p>}
      <ul className={notes.notes}>
        {[...lead.notes].reverse().map((note) => (
          <NoteLine key={note.id} note={note} onRemove={() => onChange(removal(note))} />
        ))}
      </ul>
      <div className={notes.noteForm}>
        <Textarea
          autosize
          minRows={2}
          maxRows={10}
          maxLength={noteLength}
          aria-label={t('edit.noteAdd')}
          placeholder={t('edit.notePlaceholder')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {text.trim() !== '' && (
          <div className={notes.noteActions}>
            <span className={styles.quiet}>{t('edit.noteHint')}</span>
            <Button onClick={save}>{t('edit.noteSave')}</Button>
          </div>
        )}
      </div>
    </section>
  );
}

function removal({ id }: Note): readonly LeadChange[] {
  const field = LeadField.safeParse(`note:${id}`);
  return field.success ? [{ field: field.data }] : [];
}

function NoteLine({ note, onRemove }: Readonly<{ note: Note; onRemove: () => void }>) {
  const { t } = useTranslation('leads');
  const format = useFormat();
  return (
    <li className={notes.note}>
      <p className={notes.noteText}>{note.text}</p>
      <span className={notes.noteBy}>
        {note.by} · {format.dateTime(note.at)}
      </span>
      <ActionIcon className={notes.noteRemove} size="sm" aria-label={t('edit.noteRemove')} onClick={onRemove}>
        <IconTrash size={14} stroke={1.7} aria-hidden />
      </ActionIcon>
    </li>
  );
}
