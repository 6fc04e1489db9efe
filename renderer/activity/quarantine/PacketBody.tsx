import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FailureCode } from '../../../contract/failure.ts';
import type { InspectedPacket, PacketReleased } from '../../../contract/quarantine.ts';
import type { Desk } from '../../replica/desk.ts';
import { type Act, ConfirmPacket } from './ConfirmPacket.tsx';
import { checkBody, draftOf, takenIdOf } from './check-body.ts';
import { PacketEditor } from './PacketEditor.tsx';
import { PacketFacts } from './PacketFacts.tsx';
import { ProblemList } from './ProblemList.tsx';
import styles from './quarantine.module.css';
import { codeOf } from './use-packets.ts';

/** What closing would interrupt. */
export type Unfinished = 'nothing' | 'correction' | 'sending';

type Props = Readonly<{
  desk: Desk;
  inspected: InspectedPacket;
  /** Kept up to date for whoever closes it. */
  unfinished: RefObject<Unfinished>;
  onDone: (released: PacketReleased) => void;
}>;

export function PacketBody({ desk, inspected, unfinished, onDone }: Props) {
  const { t } = useTranslation(['activity', 'failures']);
  const { packet, body, standsAgainst } = inspected;
  const [draft] = useState(() => draftOf(inspected));
  const [text, setText] = useState(draft);
  const [asking, ask] = useState<Act>();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<FailureCode>();
  const takenId = useMemo(() => takenIdOf(inspected), [inspected]);
  const check = checkBody(text, { kind: packet.kind, takenId });
  useUnfinished(unfinished, busy ? 'sending' : text === draft ? 'nothing' : 'correction');

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
        <PacketEditor text={text} check={check} arrivedAt={packet.receivedAt} onChange={setText} />
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

function useUnfinished(unfinished: RefObject<Unfinished>, now: Unfinished): void {
  useEffect(() => {
    unfinished.current = now;
    return () => {
      unfinished.current = 'nothing';
    };
  }, [unfinished, now]);
}
