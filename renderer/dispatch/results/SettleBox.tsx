import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundOut } from '../../../contract/command/settle-item.ts';
import type { Desk, ItemView } from '../../replica/desk.ts';
import styles from './item-side.module.css';

type Props = Readonly<{ desk: Pick<Desk, 'settleItem'>; item: ItemView }>;

/** A person's word on what nobody could find out. That it never left is asked twice: who is believed to have got nothing may be sent it again. */
export function SettleBox({ desk, item }: Props) {
  const { t } = useTranslation('dispatch');
  const [isSure, setSure] = useState(false);
  if (item.state !== 'uncertain') return null;
  const settle = (was: FoundOut) => void desk.settleItem(item.id, was);
  return (
    <section className={styles.settle} aria-label={t('settle.title')}>
      <h3>{t('settle.title')}</h3>
      <p>{t(isSure ? 'settle.risk' : 'settle.text')}</p>
      <Group gap={8}>
        <Button size="compact-sm" variant="default" onClick={() => settle('sent')}>
          {t('settle.sent')}
        </Button>
        {isSure ? (
          <Button size="compact-sm" color="var(--tl-negative)" c="var(--tl-surface)" onClick={() => settle('notSent')}>
            {t('settle.sure')}
          </Button>
        ) : (
          <Button size="compact-sm" variant="default" onClick={() => setSure(true)}>
            {t('settle.notSent')}
          </Button>
        )}
      </Group>
    </section>
  );
}
