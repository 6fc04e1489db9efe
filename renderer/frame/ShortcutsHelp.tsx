import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { screens } from '../ui-state/navigation-slice.ts';
import styles from './shortcuts-help.module.css';

const goLetters = { overview: 'O', leads: 'L', review: 'R', consents: 'C', dispatch: 'D', activity: 'A', settings: 'S' } as const;
const undoModifier = navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl';

type Props = Readonly<{ opened: boolean; onClose: () => void }>;

/** Every key of the frame; screens explain their own beside what they act on. */
export function ShortcutsHelp({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('shortcuts.title')} size={420} closeButtonProps={{ 'aria-label': t('close') }}>
      <dl className={styles.list}>
        {screens.map((screen, index) => (
          <Line key={screen} words={t('shortcuts.go', { screen: t(`screens.${screen}`) })}>
            <kbd>G</kbd> {t('shortcuts.then')} <kbd>{goLetters[screen]}</kbd> {t('shortcuts.or')} <kbd>{index + 1}</kbd>
          </Line>
        ))}
        <Line words={t('shortcuts.search')}>
          <kbd>/</kbd>
        </Line>
        <Line words={t('shortcuts.undo')}>
          <kbd>{undoModifier}</kbd> <kbd>Z</kbd>
        </Line>
        <Line words={t('shortcuts.redo')}>
          <kbd>{undoModifier}</kbd> <kbd>Shift</kbd> <kbd>Z</kbd>
        </Line>
        <Line words={t('shortcuts.help')}>
          <kbd>?</kbd>
        </Line>
        <Line words={t('shortcuts.close')}>
          <kbd>Esc</kbd>
        </Line>
      </dl>
    </Modal>
  );
}

function Line({ words, children }: Readonly<{ words: string; children: ReactNode }>) {
  return (
    <div className={styles.line}>
      <dt>{words}</dt>
      <dd>{children}</dd>
    </div>
  );
}
