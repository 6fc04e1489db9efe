import { memo, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DesktopApi } from '../contract/ipc.ts';
import { ActivityScreen } from './activity/ActivityScreen.tsx';
import styles from './app.module.css';
import { ConsentsScreen } from './consents/ConsentsScreen.tsx';
import { DispatchScreen } from './dispatch/DispatchScreen.tsx';
import { AwayCard } from './frame/AwayCard.tsx';
import { BrokenScreen } from './frame/BrokenScreen.tsx';
import { ConflictNotice } from './frame/ConflictNotice.tsx';
import { Gate, shutPart } from './frame/Gate.tsx';
import { Navigation } from './frame/Navigation.tsx';
import { RefusedDrawer } from './frame/RefusedDrawer.tsx';
import { ShortcutsHelp } from './frame/ShortcutsHelp.tsx';
import { StatusBar } from './frame/StatusBar.tsx';
import { UndoToast } from './frame/UndoToast.tsx';
import { useScreenInAddress } from './frame/use-screen-in-address.ts';
import { useShortcuts } from './frame/use-shortcuts.ts';
import { useStatus, useStatusPart } from './frame/use-status.ts';
import { useUndo } from './frame/use-undo.ts';
import { LeadsScreen } from './leads/LeadsScreen.tsx';
import { OverviewScreen } from './overview/OverviewScreen.tsx';
import { ErrorBoundary } from './parts/ErrorBoundary.tsx';
import { useSteady } from './parts/use-steady.ts';
import { useStream } from './parts/use-stream.ts';
import type { RefusedCommand } from './replica/desk/own-command.ts';
import type { ReplicaStatus } from './replica/desk/replica-status.ts';
import type { Desk } from './replica/desk.ts';
import { ReviewScreen } from './review/ReviewScreen.tsx';
import { SettingsScreen } from './settings/SettingsScreen.tsx';
import { useUiStore } from './ui-state/store.ts';

type Props = Readonly<{ desk: Desk /** Absent in a browser. */; desktop?: DesktopApi | undefined }>;

/** The frame: navigation, the screen in front, the status bar, and what lies over them. */
export function App({ desk, desktop }: Props) {
  const shut = useStatusPart(desk, shutPart);
  if (shut) return <Gate status={shut} inBrowser={!desktop} onTakeOver={() => void desk.takeOver()} />;
  return <OpenDesk desk={desk} desktop={desktop} />;
}

function OpenDesk({ desk, desktop }: Props) {
  const { t } = useTranslation();
  const content = useRef<HTMLElement>(null);
  const refused = useRefused(desk);
  const overwritten = useOverwritten(desk);
  const waiting = useWaiting(desk);
  const owed = useOwed(desk);
  const undo = useUndo(desk, refused);
  const [open, setOpen] = useState<'help' | 'refused'>();
  const help = useCallback(() => setOpen('help'), []);
  const close = useCallback(() => setOpen(undefined), []);
  const showRefused = useCallback(() => setOpen('refused'), []);
  const sync = useCallback(() => void desk.syncNow(), [desk]);
  const find = useSteady((user: string) => {
    const { clear, narrow, go } = useUiStore.getState();
    close();
    clear();
    narrow({ text: user });
    go('leads');
  });
  useShortcuts({ help, undo: undo.undoLast, redo: undo.redoLast });
  useScreenInAddress();
  useTitle();
  useLostFocus(content);

  return (
    <div className={styles.frame}>
      <button type="button" className={styles.skip} onClick={() => content.current?.focus()}>
        {t('skipToContent')}
      </button>
      <Navigation overwritten={overwritten ?? 0} waiting={waiting} owed={owed} onHelp={help} />
      <main ref={content} className={styles.content} tabIndex={-1}>
        <ScreenInFront desk={desk} desktop={desktop} onUndo={undo.undoLast} onSync={sync} />
      </main>
      <StatusBar desk={desk} refused={refused.length} onRefused={showRefused} onSync={sync} />
      <RefusedDrawer opened={open === 'refused'} refused={refused} desk={desk} onFind={find} onClose={close} />
      <ShortcutsHelp opened={open === 'help'} onClose={close} />
      <ConflictNotice mine={overwritten} />
      <UndoToast notice={undo.notice} onUndo={undo.undoLast} onRedo={undo.redoLast} onClose={undo.hush} />
    </div>
  );
}

/** How many values of mine wait in the inbox; undefined until the replica has spoken. */
function useOverwritten(desk: Desk): number | undefined {
  const [mine$] = useState(() => desk.conflicts$({ group: 'mine', limit: 0 }));
  return useStream(mine$)?.total;
}

/** How many requests wait for a person. */
function useWaiting(desk: Desk): number {
  const [waiting$] = useState(() => desk.reviews$({ limit: 0 }));
  return useStream(waiting$)?.total ?? 0;
}

/** How many notices and confirmations are due soon, or late. */
function useOwed(desk: Desk): number {
  const [owed$] = useState(() => desk.consentTasks$({ kind: 'notice', limit: 0 }));
  const counts = useStream(owed$)?.counts;
  return counts ? counts.notice.pressing + counts.reconfirm.pressing : 0;
}

function useRefused(desk: Desk) {
  const [refused$] = useState(() => desk.refused$());
  return useStream(refused$) ?? noneRefused;
}

const noneRefused: readonly RefusedCommand[] = [];

/** What opened a screen is often gone with the one before; the keys go on from the top of the new one, not from the window's. */
function useLostFocus(content: RefObject<HTMLElement | null>): void {
  const inFront = useUiStore(({ screen, audience }) => `${screen} ${audience !== undefined}`);
  const before = useRef(inFront);
  useEffect(() => {
    if (before.current === inFront) return;
    before.current = inFront;
    if (document.activeElement === document.body) content.current?.focus();
  }, [content, inFront]);
}

function useTitle(): void {
  const { t } = useTranslation();
  const screen = useUiStore((state) => state.screen);
  const title = `${t(`screens.${screen}`)} · ${t('product')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

type ScreenProps = Props & Readonly<{ onUndo: () => void; onSync: () => void }>;

const ScreenInFront = memo(function ScreenInFront({ desk, desktop, onUndo, onSync }: ScreenProps) {
  const screen = useUiStore((state) => state.screen);
  const showLead = useUiStore((state) => state.showLead);
  return (
    <ErrorBoundary key={screen} fallback={(error) => <BrokenScreen error={error} />}>
      {(screen === 'overview' || screen === 'leads') && <AwayCard desk={desk} onLead={showLead} />}
      {screen === 'overview' && <Overview desk={desk} />}
      {screen === 'leads' && <LeadsScreen desk={desk} />}
      {screen === 'review' && <ReviewScreen desk={desk} onUndo={onUndo} />}
      {screen === 'consents' && <ConsentsScreen desk={desk} />}
      {screen === 'dispatch' && <DispatchScreen desk={desk} />}
      {screen === 'activity' && <Activities desk={desk} onUndo={onUndo} />}
      {screen === 'settings' && <Settings desk={desk} desktop={desktop} onSync={onSync} />}
    </ErrorBoundary>
  );
});

// What a screen shows of the status is asked for here and nowhere above: no other is drawn anew with every command that is sent.

function Overview({ desk }: Pick<Props, 'desk'>) {
  return <OverviewScreen desk={desk} workspace={useStatusPart(desk, workspaceOf)} />;
}

function Activities({ desk, onUndo }: Pick<ScreenProps, 'desk' | 'onUndo'>) {
  return <ActivityScreen desk={desk} online={useStatusPart(desk, isOnline)} onUndo={onUndo} />;
}

function Settings({ desk, ...rest }: Pick<ScreenProps, 'desk' | 'desktop' | 'onSync'>) {
  return <SettingsScreen desk={desk} status={useStatus(desk)} {...rest} />;
}

const workspaceOf = ({ workspace }: ReplicaStatus) => workspace;
const isOnline = ({ connection }: ReplicaStatus) => connection === 'connected' || connection === 'filling';
