import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './preview-pager.module.css';

type Props = Readonly<{
  /** Which of them is looked at, from 0. */
  at: number;
  of: number;
  onGo: (at: number) => void;
}>;

/** From one phone to the next, beside the list that says whose it is. */
export function PreviewPager({ at, of, onGo }: Props) {
  const { t } = useTranslation('dispatch');
  if (of < 2 || at < 0) return null;
  return (
    <div className={styles.pager}>
      <ActionIcon aria-label={t('preview.before')} disabled={at === 0} onClick={() => onGo(at - 1)}>
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <span aria-live="polite">{t('preview.place', { at: at + 1, of })}</span>
      <ActionIcon aria-label={t('preview.after')} disabled={at === of - 1} onClick={() => onGo(at + 1)}>
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
