import { CloseButton, TextInput, Tooltip } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './leads-screen.module.css';

const iconPx = 16;

type Props = Readonly<{ text: string; onText: (text: string) => void; onLeave: () => void }>;

/**
 * Searches with every letter, also with one that is still being composed: a lone `ㄱ` already finds by initial consonants. Escape
 * empties it, then leaves; Enter and the down arrow go to the rows. While a syllable is composed the keys are the input method's.
 */
export const SearchBox = memo(function SearchBox({ text, onText, onLeave }: Props) {
  const { t } = useTranslation('leads');

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && text) onText('');
    else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') onLeave();
    else return;
    event.preventDefault();
  };

  return (
    <Tooltip label={t('search.hint')} position="bottom-start" events={{ hover: false, focus: true, touch: false }} disabled={text !== ''}>
      <TextInput
        type="search"
        className={styles.search}
        data-search
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        leftSection={<IconSearch size={iconPx} aria-hidden />}
        rightSection={text ? <CloseButton size="xs" aria-label={t('search.clear')} onClick={() => onText('')} /> : <kbd aria-hidden>/</kbd>}
        maxLength={200}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </Tooltip>
  );
});
