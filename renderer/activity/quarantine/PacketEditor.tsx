import { Textarea } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type BodyCheck, type Remedy, remedied } from './check-body.ts';
import { ProblemList } from './ProblemList.tsx';
import styles from './quarantine.module.css';

const fewestLines = 6;
const mostLines = 18;
const newId = () => crypto.randomUUID();

type Props = Readonly<{
  text: string;
  check: BodyCheck;
  arrivedAt: number;
  onChange: (text: string) => void;
}>;

/** The correction, checked while it is typed, with what one press can put right. */
export function PacketEditor({ text, check, arrivedAt, onChange }: Props) {
  const { t } = useTranslation('activity');
  const remedy = (chosen: Remedy) => onChange(remedied(text, chosen, { newId, arrivedAt }));
  return (
    <section className={styles.part}>
      <Textarea
        label={t('packet.edit')}
        description={t('packet.editHelp')}
        classNames={{ input: styles.editor, label: styles.heading, description: styles.help }}
        autosize
        minRows={fewestLines}
        maxRows={mostLines}
        spellCheck={false}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={styles.verdict} aria-live="polite">
        <Verdict check={check} onRemedy={remedy} />
      </div>
    </section>
  );
}

function Verdict({ check, onRemedy }: Readonly<{ check: BodyCheck; onRemedy: (remedy: Remedy) => void }>) {
  const { t } = useTranslation('activity');
  switch (check.is) {
    case 'ok':
      return (
        <p className={styles.fine}>
          <IconCheck size={14} aria-hidden /> {t('packet.ready')}
        </p>
      );
    case 'empty':
      return null;
    case 'idTaken':
      return <ProblemList problems={[{ field: 'eventId', is: 'taken' }]} onRemedy={onRemedy} />;
    case 'notJson':
      return <p className={styles.wrong}>{check.line === undefined ? t('packet.notJson') : t('packet.notJsonAt', { line: check.line })}</p>;
    case 'wrong':
      return <ProblemList problems={check.problems} onRemedy={onRemedy} />;
  }
}
