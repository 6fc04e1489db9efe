import { Button } from '@mantine/core';
import { IconPlus, IconSend } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { everyLead } from '../../contract/lead-filter.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { Pill } from '../parts/Pill.tsx';
import { TableSkeleton } from '../parts/TableSkeleton.tsx';
import { useStream } from '../parts/use-stream.ts';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import type { Desk, DispatchView } from '../replica/desk.ts';
import { useUiStore } from '../ui-state/store.ts';
import { ComposePane } from './compose/ComposePane.tsx';
import { DispatchDetail } from './DispatchDetail.tsx';
import { DispatchLine, dispatchLinePx } from './DispatchLine.tsx';
import styles from './dispatch-screen.module.css';
import { PickList } from './PickList.tsx';
import sheet from './sheet.module.css';
import { useSending } from './use-sending.ts';

/** What was sent and what became of it; or, while one is being written, the new message. */
export function DispatchScreen({ desk }: Readonly<{ desk: Desk }>) {
  const { audience, dropMessage } = useUiStore();
  const status = useStream(desk.status$);
  const [picked, pick] = useState<string>();

  if (!audience) return <Dispatches desk={desk} status={status} picked={picked} onPick={pick} />;
  return (
    <ComposePane
      desk={desk}
      audience={audience}
      status={status}
      onBack={dropMessage}
      onSent={(dispatchId) => {
        pick(dispatchId);
        dropMessage();
      }}
    />
  );
}

type Props = Readonly<{ desk: Desk; status: ReplicaStatus | undefined; picked: string | undefined; onPick: (id: string) => void }>;

function Dispatches({ desk, status, picked, onPick }: Props) {
  const { t } = useTranslation('dispatch');
  const compose = useUiStore((state) => state.compose);
  const sending = useSending(desk);
  const dispatches = useStream(useMemo(() => desk.dispatches$(), [desk]));
  const shown = dispatches?.find(({ id }) => id === picked) ?? dispatches?.find(({ review }) => review) ?? dispatches?.[0];
  const start = () => compose({ kind: 'matching', filter: everyLead });

  return (
    <div className={styles.screen}>
      <PageHeader
        title={t('title')}
        detail={
          <>
            {dispatches && dispatches.length > 0 && t('count', { count: dispatches.length })}{' '}
            {sending.sandbox && <Pill>{t('sandbox')}</Pill>}
          </>
        }
      >
        <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={start}>
          {t('new')}
        </Button>
      </PageHeader>
      {!dispatches && <TableSkeleton label={t('loading')} />}
      {dispatches?.length === 0 && (
        <EmptyState title={t('empty.title')} text={t('empty.text')} icon={<IconSend aria-hidden />} action={t('new')} onAction={start} />
      )}
      {dispatches && shown && <Both desk={desk} status={status} dispatches={dispatches} shown={shown} onPick={onPick} />}
    </div>
  );
}

type BothProps = Readonly<{
  desk: Desk;
  status: ReplicaStatus | undefined;
  dispatches: readonly DispatchView[];
  shown: DispatchView;
  onPick: (id: string) => void;
}>;

/** Whoever comes back from writing, and has nothing in hand, has the list. */
function Both({ desk, status, dispatches, shown, onPick }: BothProps) {
  const { t } = useTranslation('dispatch');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body)
      list.current?.querySelector<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={styles.both}>
      <div ref={list} className={sheet.surface}>
        <PickList
          label={t('list')}
          total={dispatches.length}
          itemAt={(place) => dispatches[place]}
          linePx={dispatchLinePx}
          keyOf={({ id }) => id}
          draw={(dispatch) => <DispatchLine dispatch={dispatch} />}
          picked={shown}
          at={dispatches.indexOf(shown)}
          onPick={(place) => onPick((dispatches[place] ?? shown).id)}
        />
      </div>
      <DispatchDetail key={shown.id} desk={desk} dispatch={shown} sender={status?.workspace ?? t('preview.shop')} onReplaced={onPick} />
    </div>
  );
}
