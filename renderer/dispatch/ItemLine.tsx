import { useTranslation } from 'react-i18next';
import { groupOf, isLeftOut } from '../../domain/dispatching/item-group.ts';
import { useFormat } from '../i18n/use-format.ts';
import { groupTones } from '../parts/item-group-look.ts';
import { Pill } from '../parts/Pill.tsx';
import type { ItemView } from '../replica/desk.ts';
import styles from './dispatch-screen.module.css';
import sheet from './sheet.module.css';
import { triedInVain, useCodeWords } from './use-try-words.ts';

export const itemLinePx = 54;

/** One recipient: who, what, and where it stands; with the reason where it was not sent. */
export function ItemLine({ item }: Readonly<{ item: ItemView }>) {
  const { t } = useTranslation(['dispatch', 'failures']);
  const format = useFormat();
  const group = groupOf(item.state);
  const about = item.consentFactId === undefined ? item.productNames.join(', ') : t('noticed');
  const codeWords = useCodeWords();
  const vain = triedInVain(item);
  const why = item.reason ? t(`failures:${item.reason}`) : vain && (codeWords(vain.code) ?? t('tryingAgain'));
  return (
    <div className={styles.item}>
      <div className={sheet.who}>
        <span className={sheet.name}>{item.name ?? item.userId}</span>
        {item.name && <span className={`${sheet.id} ${styles.itemId}`}>{item.userId}</span>}
      </div>
      <span className={styles.state}>
        <Pill tone={groupTones[group]} dot={!isLeftOut(group)}>
          {t(`state.${group}`)}
        </Pill>
      </span>
      <span className={styles.products} title={why ?? about}>
        {why ?? about}
      </span>
      <time className={styles.at} dateTime={new Date(item.at).toISOString()}>
        {format.time(item.at)}
      </time>
    </div>
  );
}
