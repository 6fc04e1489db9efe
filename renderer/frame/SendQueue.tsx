import { Popover, UnstyledButton } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { useNow } from '../parts/use-now.ts';
import { useStream } from '../parts/use-stream.ts';
import type { SendQueue as Queue } from '../replica/desk/own-command.ts';
import type { Desk } from '../replica/desk.ts';
import { CommandLine } from './CommandLine.tsx';
import styles from './send-queue.module.css';
import bar from './status-bar.module.css';
import status from './status-item.module.css';

const tickMs = 1_000;
const iconSize = 14;
const widthPx = 380;

type Props = Readonly<{ waiting: number; oldestWaitingAt: number | undefined; desk: Pick<Desk, 'queue$'> }>;

/** What waits to be sent, and one press away what it is, how old, when the server last answered and why it does not. */
export const SendQueue = memo(function SendQueue({ waiting, oldestWaitingAt, desk }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(tickMs);
  return (
    <Popover position="top-start" width={widthPx} offset={6} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={`${status.item} ${styles.opener}`} data-waiting={waiting > 0 || undefined} title={t('queue.open')}>
          {waiting === 0 && t('statusBar.nothingWaiting')}
          {waiting > 0 && <IconArrowUp size={iconSize} aria-hidden="true" />}
          {waiting > 0 && t('statusBar.waiting', { count: waiting })}
          {waiting > 0 && oldestWaitingAt !== undefined && (
            <span className={bar.age}>{t('statusBar.waitingSince', { age: format.ago(oldestWaitingAt, now) })}</span>
          )}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.details} aria-label={t('queue.title')}>
        <Details desk={desk} now={now} />
      </Popover.Dropdown>
    </Popover>
  );
});

function Details({ desk, now }: Readonly<{ desk: Props['desk']; now: number }>) {
  const { t } = useTranslation(['common', 'failures']);
  const [queue$] = useState(() => desk.queue$());
  const queue = useStream(queue$);
  if (!queue) return null;
  const more = queue.waiting - queue.oldest.length;
  return (
    <>
      <h2 className={styles.title}>{t('queue.title')}</h2>
      <Facts queue={queue} now={now} />
      {queue.trouble && (
        <p className={styles.trouble}>
          {t(`failures:${queue.trouble.code}`)}
          <small>{t('queue.nextTry', { count: Math.max(1, Math.ceil((queue.trouble.nextAt - now) / tickMs)) })}</small>
        </p>
      )}
      {queue.waiting === 0 ? (
        <p className={styles.empty}>{t('queue.empty')}</p>
      ) : (
        <ol className={styles.list} aria-label={t('queue.list')}>
          {queue.oldest.map((command) => (
            <li key={command.id}>
              <CommandLine command={command} />
            </li>
          ))}
          {more > 0 && <li className={styles.more}>{t('queue.more', { count: more })}</li>}
        </ol>
      )}
    </>
  );
}

function Facts({ queue: { waiting, oldest, answeredAt }, now }: Readonly<{ queue: Queue; now: number }>) {
  const { t } = useTranslation();
  const format = useFormat();
  const [first] = oldest;
  return (
    <dl className={styles.facts}>
      <dt>{t('queue.depth')}</dt>
      <dd>{t('queue.count', { count: waiting })}</dd>
      <dt>{t('queue.oldest')}</dt>
      <dd>{first ? format.ago(first.issuedAt, now) : t('queue.none')}</dd>
      <dt>{t('queue.answered')}</dt>
      <dd>{answeredAt ? format.ago(answeredAt, now) : t('queue.never')}</dd>
    </dl>
  );
}
