import { Button, Popover } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { NameForm } from './NameForm.tsx';
import styles from './segments.module.css';

type Props = Readonly<{ label: string /** Taken already. */; names: readonly string[]; onName: (name: string) => void }>;

/** Keeps the filter under a name. */
export function NameSegment({ label, names, onName }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus width={280}>
      <Popover.Target>
        <Button
          className={styles.save}
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={13} aria-hidden />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <NameForm
          name=""
          names={names}
          onName={(name) => {
            setOpen(false);
            onName(name);
          }}
          onCancel={() => setOpen(false)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
