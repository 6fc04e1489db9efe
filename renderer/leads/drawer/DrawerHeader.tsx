import { ActionIcon, CloseButton, Drawer } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { splitLeadId } from '../../../domain/identity/ids.ts';
import type { LeadDetail } from '../../replica/desk/lead-view.ts';
import { StatusBadge } from '../cells/StatusBadge.tsx';
import styles from './drawer.module.css';

/** Where the open lead stands in the list behind; `index` is zero-based. */
export type Position = Readonly<{ index: number; total: number }>;

type Props = Readonly<{
  id: string;
  /** Absent while it is on its way. */
  detail: LeadDetail | undefined;
  position: Position;
  onStep: (by: -1 | 1) => unknown;
  onClose: () => void;
}>;

/** Whose lead it is and where it stands, with the way on and the way out. */
export function DrawerHeader({ id, detail, position: { index, total }, onStep, onClose }: Props) {
  const { t } = useTranslation('leads');
  const { userId, productId } = splitLeadId(id);
  const product = detail?.product?.name ?? productId;

  return (
    <header className={styles.header}>
      <div className={styles.who}>
        <Drawer.Title className={styles.name}>{detail?.person?.name?.value ?? userId}</Drawer.Title>
        <div className={styles.what}>
          {detail && <StatusBadge status={detail.lead.status} word={t(`status.${detail.lead.status}`)} />}
          <span className={styles.product} title={product}>
            {product}
          </span>
        </div>
      </div>
      <span className={styles.position}>{t('drawer.position', { index: index + 1, total })}</span>
      <ActionIcon aria-label={t('drawer.previous')} title="K" disabled={index <= 0} onClick={() => onStep(-1)}>
        <IconChevronUp size={17} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={t('drawer.next')} title="J" disabled={index + 1 >= total} onClick={() => onStep(1)}>
        <IconChevronDown size={17} aria-hidden />
      </ActionIcon>
      <CloseButton aria-label={t('drawer.close')} title="Esc" onClick={onClose} data-autofocus />
    </header>
  );
}
