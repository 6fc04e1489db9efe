import { Button, UnstyledButton } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeldPacket } from '../../../contract/quarantine.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Pill } from '../../parts/Pill.tsx';
import activity from '../activity.module.css';
import styles from './quarantine.module.css';
import { reasonWords } from './reason-words.ts';
import type { Held } from './use-packets.ts';

type Props = Readonly<{ held: Held; onOpen: (id: string) => void; onMore: () => void }>;

/** Newest first. Each line is a button; the arrows go from one to the next. */
export function PacketList({ held, onOpen, onMore }: Props) {
  const { t } = useTranslation('activity');
  return (
    <section className={activity.sheet} aria-label={t('quarantine.list')}>
      <ul className={activity.entries} onKeyDown={stepOnArrow}>
        {held.packets.map((packet) => (
          <li key={packet.id}>
            <PacketLine packet={packet} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {held.next !== undefined && (
        <Button className={activity.more} variant="subtle" onClick={onMore}>
          {t('quarantine.more')}
        </Button>
      )}
    </section>
  );
}

function PacketLine({ packet, onOpen }: Readonly<{ packet: HeldPacket; onOpen: (id: string) => void }>) {
  const { t } = useTranslation('activity');
  const format = useFormat();
  return (
    <UnstyledButton className={styles.line} onClick={() => onOpen(packet.id)}>
      <span className={styles.reason}>
        <Pill tone="warning">{reasonWords(packet.code, t)}</Pill>
      </span>
      <span className={styles.from}>
        {packet.client}
        {packet.kind && <span className={styles.kind}> · {t(`kind.${packet.kind}`)}</span>}
      </span>
      <code className={styles.preview}>{packet.preview}</code>
      <time className={styles.at} dateTime={new Date(packet.receivedAt).toISOString()}>
        {format.dateTime(packet.receivedAt)}
      </time>
    </UnstyledButton>
  );
}

function stepOnArrow(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const next = lines[lines.indexOf(event.target as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
