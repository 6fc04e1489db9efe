import { IconMessageOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FailureCode } from '../../contract/failure.ts';
import type { ItemGroup } from '../../domain/dispatching/item-group.ts';
import styles from './nothing-sent.module.css';

type Props = Readonly<{
  name: string;
  reason: FailureCode | undefined;
  /** What became of it, which is why where no rule was. */
  group?: ItemGroup;
}>;

/** In the place of the phone, of somebody who gets nothing: why, and what would have to be otherwise. */
export function NothingSent({ name, reason, group }: Props) {
  const { t, i18n } = useTranslation(['dispatch', 'failures']);
  return (
    <section className={styles.nothing} aria-label={t('preview.skipped')}>
      <span className={styles.icon}>
        <IconMessageOff size={20} stroke={1.7} aria-hidden />
      </span>
      <strong>{t(group ? 'preview.nothingWentTo' : 'preview.nothingTo', { name })}</strong>
      {!reason && group && <p>{t(`stateHelp.${group}`)}</p>}
      {reason && <p>{t(`failures:${reason}`)}</p>}
      {reason && i18n.exists(`dispatch:remedy.${reason}`) && <p className={styles.remedy}>{t(`remedy.${reason as 'consent.missing'}`)}</p>}
    </section>
  );
}
