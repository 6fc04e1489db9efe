import { Button, UnstyledButton } from '@mantine/core';
import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeldPacket } from '../../../contract/quarantine.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Pill } from '../../parts/Pill.tsx';
import activity from '../activity.module.css';
import styles from './quarantine.module.css';
import { reasonWords } from './reason-words.ts';
import type { Held } from './use-packets.ts';

type Props = Readonly<{ held: Held; onOpen: (id: string) => void; onMore: () => void }>;

/** Newest first. Each line is a button; the arrows go from one to the next, and where one was dealt with, its neighbour has the focus. */
export function PacketList({ held, onOpen, onMore }: Props) {
  const { t } = useTranslation('activity');
  const { list, noteFocus } = useFocusAfter(held.packets);
  return (
    <section className={activity.sheet} aria-label={t('quarantine.list')}>
      <ul ref={list} className={activity.entries} onKeyDown={stepOnArrow} onFocus={noteFocus}>
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

/** Keeps the place in the list: a line that goes would take the focus with it. */
function useFocusAfter(packets: readonly HeldPacket[]) {
  const list = useRef<HTMLUListElement>(null);
  const last = useRef<{ line: HTMLElement; index: number }>(undefined);
  const noteFocus = ({ target }: FocusEvent<HTMLUListElement>) => {
    last.current = { line: target, index: linesOf(list.current).indexOf(target) };
  };
  useEffect(() => {
    if (packets.length === 0 || !last.current || last.current.line.isConnected || document.activeElement !== document.body) return;
    const lines = linesOf(list.current);
    lines[Math.min(last.current.index, lines.length - 1)]?.focus();
  }, [packets]);
  return { list, noteFocus };
}

const linesOf = (list: HTMLUListElement | null): HTMLElement[] => [...(list?.querySelectorAll<HTMLElement>('button') ?? [])];

function stepOnArrow(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const lines = linesOf(event.currentTarget);
  const next = lines[lines.indexOf(event.target as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
