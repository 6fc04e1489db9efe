import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import styles from './copy-line.module.css';

type Props = Readonly<{ text: string; copy: string; copied: string }>;

/** A line for a terminal or a chat client's settings, with a button that copies it whole. */
export function CopyLine({ text, copy, copied }: Props) {
  return (
    <div className={styles.line}>
      <code className={styles.text}>{text}</code>
      <CopyButton value={text}>
        {({ copied: done, copy: take }) => (
          <Tooltip label={done ? copied : copy}>
            <ActionIcon size="sm" aria-label={done ? copied : copy} onClick={take}>
              {done ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
