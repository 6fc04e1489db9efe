import { Button, Drawer, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { useStream } from '../../parts/use-stream.ts';
import type { ReplicaStatus } from '../../replica/desk/replica-status.ts';
import type { Desk } from '../../replica/desk.ts';
import type { ProofView } from '../../replica/proof/proof-view.ts';
import { CollectionList } from './CollectionList.tsx';
import { FoundList } from './FoundList.tsx';
import styles from './proof.module.css';
import { proofLook } from './proof-look.ts';

type Props = Readonly<{ desk: Desk; connection: ReplicaStatus['connection']; opened: boolean; onClose: () => void }>;

/** How the replica stands to the server, what was ever found to differ, and the button that has everything checked now. */
export function ProofDrawer({ opened, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer opened={opened} onClose={onClose} position="right" title={t('proof.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Content {...rest} />
    </Drawer>
  );
}

function Content({ desk, connection }: Pick<Props, 'desk' | 'connection'>) {
  const [proof$] = useState(() => desk.proof$());
  const view = useStream(proof$);
  const unseen = view?.state.unseen ?? 0;
  useEffect(() => {
    if (unseen > 0) void desk.seeDifferences();
  }, [desk, unseen]);
  if (!view) return null;
  return (
    <div className={styles.content}>
      <Standing view={view} connection={connection} />
      <Actions view={view} desk={desk} />
      <FoundList view={view} />
      <CollectionList collections={view.collections} />
    </div>
  );
}

function Standing({ view: { state }, connection }: Readonly<{ view: ProofView; connection: ReplicaStatus['connection'] }>) {
  const { t } = useTranslation(['common', 'failures']);
  const format = useFormat();
  const { words, tone } = proofLook({ connection }, state);
  const time = state.proven && format.dateTime(state.proven.at);
  return (
    <div className={styles.standing} data-tone={tone}>
      <strong>{t(`proof.long.${words}`, { seq: state.proven?.seq ?? 0, percent: state.percent ?? 0 })}</strong>
      <p>{state.code ? t(`failures:${state.code}`) : t(`proof.help.${words}`)}</p>
      {time && <small>{t('proof.lastProven', { seq: state.proven?.seq ?? 0, time })}</small>}
    </div>
  );
}

function Actions({ view: { state }, desk }: Readonly<{ view: ProofView; desk: Desk }>) {
  const { t } = useTranslation();
  if (state.kind === 'checking' || state.kind === 'counting') {
    const percent = state.percent ?? 0;
    return (
      <div className={styles.running}>
        <Progress className={styles.progress} value={percent} aria-label={t('proof.progress')} />
        <span className={styles.percent}>{percent}%</span>
        {state.kind === 'checking' && (
          <Button variant="default" onClick={() => void desk.cancelVerify()}>
            {t('proof.cancel')}
          </Button>
        )}
      </div>
    );
  }
  return (
    <div className={styles.actions}>
      <Button onClick={() => void desk.verify()}>{t('proof.verify')}</Button>
      {state.kind === 'different' && (
        <Button variant="default" onClick={() => void desk.downloadAgain()}>
          {t('proof.downloadAgain')}
        </Button>
      )}
    </div>
  );
}
