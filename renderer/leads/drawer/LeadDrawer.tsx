import { Drawer } from '@mantine/core';
import { IconCloudUp } from '@tabler/icons-react';
import { type KeyboardEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { pressOf } from '../../parts/key-press.ts';
import { TableSkeleton } from '../../parts/TableSkeleton.tsx';
import { isTyping } from '../../parts/typing.ts';
import { leadKey } from '../lead-keys.ts';
import { DrawerHeader } from './DrawerHeader.tsx';
import styles from './drawer.module.css';
import { LeadBody, type LeadBodyProps } from './LeadBody.tsx';
import { useLeadDetail } from './use-lead-detail.ts';

const widthPx = 496;

type Props = Omit<LeadBodyProps, 'detail'> &
  Readonly<{
    /** The open lead; absent while closed. */
    id: string | undefined;
    /** Where it stands in the list, zero-based, and how many there are. */
    index: number;
    total: number;
    /** An edit of it is on its way to the server. */
    pending: boolean;
    onStep: (by: -1 | 1) => unknown;
    onClose: () => void;
  }>;

/** One lead, in full. It takes the focus and gives it back; j and k (or the arrows at the top) go through the list behind it. */
export const LeadDrawer = memo(function LeadDrawer({ id, onStep, onClose, ...rest }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    const key = isTaken(event) ? undefined : leadKey(pressOf(event.nativeEvent));
    if (key !== 'up' && key !== 'down') return;
    event.preventDefault();
    onStep(key === 'up' ? -1 : 1);
  };

  return (
    <Drawer.Root opened={id !== undefined} onClose={onClose} size={widthPx} classNames={{ content: styles.drawer }} onKeyDown={onKeyDown}>
      <Drawer.Overlay />
      <Drawer.Content>{id !== undefined && <OpenLead key={id} id={id} onStep={onStep} onClose={onClose} {...rest} />}</Drawer.Content>
    </Drawer.Root>
  );
});

/** Keys that move through the list are letters where somebody types, and arrows where somebody picks. */
function isTaken({ target, code }: KeyboardEvent): boolean {
  if (isTyping(target)) return true;
  const picks = target instanceof Element && target.closest('[type="radio"], [role="listbox"]') !== null;
  return picks && code.startsWith('Arrow');
}

type OpenProps = Omit<Props, 'id'> & Readonly<{ id: string }>;

function OpenLead({ desk, id, index, total, pending, onStep, onClose, ...rest }: OpenProps) {
  const { t } = useTranslation('leads');
  const detail = useLeadDetail(desk, id);
  const known = typeof detail === 'object' ? detail : undefined;

  return (
    <>
      <DrawerHeader id={id} detail={known} position={{ index, total }} onStep={onStep} onClose={onClose} />
      {pending && (
        <p className={styles.pending} role="status">
          <IconCloudUp size={16} aria-hidden />
          {t('drawer.pending')}
        </p>
      )}
      <div className={styles.scroll}>
        {detail === 'waiting' && <TableSkeleton label={t('loading')} rows={10} />}
        {detail === 'gone' && <EmptyState title={t('drawer.gone')} text={t('drawer.goneText')} />}
        {known && <LeadBody desk={desk} detail={known} {...rest} />}
      </div>
    </>
  );
}
