import { Popover, UnstyledButton } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Freshness } from '../../domain/freshness/freshness-of.ts';
import { useFormat } from '../i18n/use-format.ts';
import styles from './fresh-news.module.css';
import status from './status-item.module.css';

const iconSize = 14;

/** How old news is when it is seen here; nothing where none came. */
export const FreshNews = memo(function FreshNews({ freshness }: { freshness: Freshness | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!freshness) return null;
  const { count, p95Ms, chatToServerP95Ms, serverToDeskP95Ms } = freshness;
  const parts = [
    [t('statusBar.freshChat'), chatToServerP95Ms],
    [t('statusBar.freshDesk'), serverToDeskP95Ms],
    [t('statusBar.freshAll'), p95Ms],
  ] as const;
  return (
    <Popover position="top-end" width={330} offset={6} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={`${status.item} ${styles.fresh}`}>
          <IconBolt size={iconSize} aria-hidden="true" />
          {t('statusBar.fresh', { took: format.took(p95Ms) })}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.details}>
        <h3>{t('statusBar.freshTitle')}</h3>
        <dl>
          {parts.map(([what, ms]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{format.took(ms)}</dd>
            </div>
          ))}
        </dl>
        <p>{t('statusBar.freshHelp', { count })}</p>
      </Popover.Dropdown>
    </Popover>
  );
});
