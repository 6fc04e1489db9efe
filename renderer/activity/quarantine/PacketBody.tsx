import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FailureCode } from '../../../contract/failure.ts';
import type { InspectedPacket, PacketReleased } from '../../../contract/quarantine.ts';
import type { Desk } from '../../replica/desk.ts';
import { type Act, ConfirmPacket } from './ConfirmPacket.tsx';
import { checkBody, draftOf } from './check-body.ts';
import { PacketEditor } from './PacketEditor.tsx';
import { PacketFacts } from './PacketFacts.tsx';
import { ProblemList } from './ProblemList.tsx';
import styles from './quarantine.module.css';
import { codeOf } from './use-packets.ts';

type Props = Readonly<{ desk: Desk; inspected: InspectedPacket; onDone: (released: PacketReleased) => void }>;

export function PacketBody({ desk, inspected, onDone }: Props) {
  const { t } = useTranslation(['activity', 'failures']);
  const { packet, body, standsAgainst } = inspected;
  const [text, setText] = useState(() => draftOf(inspected));
  const [asking, ask] = useState<Act>();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<FailureCode>();
  const check = checkBody(text, packet.kind);

  const act = async (chosen: Act) => {
    ask(undefined);
    setBusy(true);
    setFailed(undefined);
    try {
      onDone(await carryOut(chosen));
    } catch (error) {
      setFailed(codeOf(error));
      setBusy(false);
    }
  };
  const carryOut = (chosen: Act): Promise<PacketReleased> => {
    if (chosen === 'discard') return desk.discardPacket(packet.id);
    return desk.replayPacket(packet.id, chosen === 'fix' && check.is === 'ok' ? check.event : undefined);
  };

  return (
    <>
      <div className={styles.scroll}>
        <PacketFacts packet={packet} />
        <section className={styles.part}>
          <h3 className={styles.heading}>{t('activity:packet.why')}</h3>
          <p className={styles.words}>{t(`failures:${packet.code}`)}</p>
          {standsAgainst ? <ProblemList problems={standsAgainst.problems} /> : <p className={styles.fine}>{t('activity:packet.fine')}</p>}
        </section>
        <section className={styles.part}>
          <h3 className={styles.heading}>{t('activity:packet.body')}</h3>
          {body.as === 'hex' && <p className={styles.words}>{t('activity:packet.notText')}</p>}
          <pre className={styles.raw}>{body.text}</pre>
        </section>
        <PacketEditor
          text={text}
          check={check}
          takenId={standsAgainst?.code === 'event.idReused'}
          arrivedAt={packet.receivedAt}
          onChange={setText}
        />
      </div>
      <footer className={styles.acts}>
        {failed && (
          <Alert className={styles.refused} color="var(--tl-negative)" icon={<IconAlertTriangle aria-hidden />} role="alert">
            {t(`failures:${failed}`)}
          </Alert>
        )}
        <Button variant="subtle" color="var(--tl-negative)" disabled={busy} onClick={() => ask('discard')}>
          {t('activity:packet.discard')}
        </Button>
        <span className={styles.space} />
        <Button
          variant="default"
          disabled={busy || standsAgainst !== undefined}
          title={standsAgainst && t('activity:packet.replayHint')}
          onClick={() => ask('replay')}
        >
          {t('activity:packet.replay')}
        </Button>
        <Button disabled={check.is !== 'ok'} loading={busy} onClick={() => ask('fix')}>
          {t('activity:packet.fix')}
        </Button>
      </footer>
      <ConfirmPacket act={asking} packet={packet} onConfirm={(chosen) => void act(chosen)} onClose={() => ask(undefined)} />
    </>
  );
}
