import { useTranslation } from 'react-i18next';
import { commandName, commandSubject } from '../i18n/describe-command.ts';
import { useFormat } from '../i18n/use-format.ts';
import type { CommandSummary } from '../replica/desk/own-command.ts';
import styles from './command-line.module.css';

/** A command in people's words: what it was to do, with whom, and when it was done here. */
export function CommandLine({ command }: Readonly<{ command: CommandSummary }>) {
  const { t } = useTranslation('common');
  const { t: leads } = useTranslation('leads');
  const format = useFormat();
  const subject = commandSubject(command, { t });
  return (
    <>
      <strong className={styles.what}>{commandName(command, { t, leads })}</strong>
      <span className={styles.about}>
        {subject && <span className={styles.subject}>{subject}</span>}
        <time dateTime={new Date(command.issuedAt).toISOString()}>{format.dateTime(command.issuedAt)}</time>
      </span>
    </>
  );
}
