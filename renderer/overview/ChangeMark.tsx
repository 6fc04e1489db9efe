import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import type { Change } from './change.ts';
import styles from './overview.module.css';

const iconSize = 13;

/** How a number moved: an arrow and a share, coloured by whether that is good news. */
export function ChangeMark({ change }: Readonly<{ change: Change }>) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  if (change.kind === 'none') return null;
  if (change.kind === 'new') return <span className={styles.change}>{t('change.new')}</span>;

  const up = change.share > 0;
  const size = format.percent(Math.abs(change.share));
  const words = change.share === 0 ? t('change.none') : t(`change.${up ? 'up' : 'down'}`, { share: size });
  return (
    <span className={styles.change} data-tone={change.tone} role="img" aria-label={words} title={words}>
      {change.share !== 0 && (up ? <IconArrowUpRight size={iconSize} /> : <IconArrowDownRight size={iconSize} />)}
      {size}
    </span>
  );
}
