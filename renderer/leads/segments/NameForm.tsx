import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isNameTaken } from './segment-name.ts';
import styles from './segments.module.css';

/** As long as fits a chip. */
const longestName = 60;

type Props = Readonly<{
  name: string;
  /** Of the other segments. */
  names: readonly string[];
  onName: (name: string) => void;
  onCancel: () => void;
}>;

/** A segment's name. Enter while a syllable is being composed is the input method's. */
export function NameForm({ name: first, names, onName, onCancel }: Props) {
  const { t } = useTranslation('leads');
  const [name, setName] = useState(first);
  const taken = isNameTaken(name, names);
  const usable = name.trim() !== '' && !taken;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (usable) onName(name.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.nativeEvent.isComposing) event.preventDefault();
  };

  return (
    <form onSubmit={submit} className={styles.form}>
      <TextInput
        data-autofocus
        aria-label={t('segments.name')}
        placeholder={t('segments.placeholder')}
        maxLength={longestName}
        value={name}
        error={taken && t('segments.taken')}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.formActions}>
        <Button variant="default" onClick={onCancel}>
          {t('segments.cancel')}
        </Button>
        <Button type="submit" disabled={!usable}>
          {t('segments.submit')}
        </Button>
      </div>
    </form>
  );
}
