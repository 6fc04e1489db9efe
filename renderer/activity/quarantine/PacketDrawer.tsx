import { Drawer } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FailureCode } from '../../../contract/failure.ts';
import type { InspectedPacket, PacketReleased } from '../../../contract/quarantine.ts';
import { TableSkeleton } from '../../parts/TableSkeleton.tsx';
import type { Desk } from '../../replica/desk.ts';
import { ConfirmLeave } from './ConfirmLeave.tsx';
import { NotFetched } from './NotFetched.tsx';
import { PacketBody, type Unfinished } from './PacketBody.tsx';
import styles from './quarantine.module.css';
import { codeOf } from './use-packets.ts';

const widthPx = 560;

type Props = Readonly<{
  desk: Desk;
  /** The open message; absent while closed. */
  id: string | undefined;
  onDone: (released: PacketReleased) => void;
  onClose: () => void;
  /** Somebody else was quicker: the list is not as it was. */
  onGone: () => void;
}>;

/**
 * One message in quarantine: what is wrong with it, as it came, and an editor for a correction. Closing it asks before a correction is
 * lost, and waits while one is on its way.
 */
export function PacketDrawer({ id, onClose, ...rest }: Props) {
  const { t } = useTranslation(['activity', 'common']);
  const unfinished = useRef<Unfinished>('nothing');
  const [leaving, setLeaving] = useState(false);
  const close = () => {
    if (unfinished.current === 'nothing') onClose();
    else if (unfinished.current === 'correction') setLeaving(true);
  };
  const leave = () => {
    setLeaving(false);
    onClose();
  };

  return (
    <Drawer
      position="right"
      opened={id !== undefined}
      onClose={close}
      closeOnEscape={false}
      onKeyDown={(event) => isEscapeOfOurs(event) && close()}
      size={widthPx}
      title={t('activity:packet.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      classNames={{ content: styles.drawer, header: styles.drawerHead, body: styles.drawerBody }}
    >
      {id !== undefined && <OpenPacket key={id} id={id} unfinished={unfinished} {...rest} />}
      <ConfirmLeave opened={leaving} onLeave={leave} onStay={() => setLeaving(false)} />
    </Drawer>
  );
}

/** Not one that closes a question on top of the drawer, nor one that ends a syllable that is being composed. */
const isEscapeOfOurs = ({ key, nativeEvent, currentTarget, target }: KeyboardEvent): boolean =>
  key === 'Escape' && !nativeEvent.isComposing && target instanceof Node && currentTarget.contains(target);

type OpenProps = Omit<Props, 'id' | 'onClose'> & Readonly<{ id: string; unfinished: RefObject<Unfinished> }>;

function OpenPacket({ desk, id, unfinished, onDone, onGone }: OpenProps) {
  const { t } = useTranslation(['activity', 'failures']);
  const { inspected, failed, ask } = useInspected(desk, id, onGone);

  if (failed) return <NotFetched code={failed} onRetry={ask} />;
  if (!inspected) return <TableSkeleton label={t('activity:quarantine.loading')} rows={8} />;
  return <PacketBody desk={desk} inspected={inspected} unfinished={unfinished} onDone={onDone} />;
}

function useInspected(desk: Desk, id: string, onGone: () => void) {
  const [inspected, setInspected] = useState<InspectedPacket>();
  const [failed, setFailed] = useState<FailureCode>();

  const ask = useCallback(async () => {
    setFailed(undefined);
    try {
      setInspected(await desk.packet(id));
    } catch (error) {
      const code = codeOf(error);
      setFailed(code);
      if (code === 'quarantine.unknown') onGone();
    }
  }, [desk, id, onGone]);
  useEffect(() => void ask(), [ask]);
  return { inspected, failed, ask: () => void ask() };
}
