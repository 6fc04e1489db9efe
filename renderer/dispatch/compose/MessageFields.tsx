import { Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdapterId } from '../../../contract/dispatch.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import { wordsRoom } from '../../../domain/dispatching/content/check-content.ts';
import { messageVariables } from '../../../domain/dispatching/content/variables.ts';
import sheet from '../sheet.module.css';
import styles from './compose.module.css';
import { textProblems } from './text-problems.ts';

type Props = Readonly<{
  text: string;
  onChange: (text: string) => void;
  provider: AdapterId;
  products: number;
  /** How many have no value for a variable of the text. */
  without: number;
}>;

/** The marketer's own words, with variables put in by a press where the cursor stands. What the law wants is added around them. */
export function MessageFields({ text, onChange, provider, products, without }: Props) {
  const { t } = useTranslation(['dispatch', 'failures']);
  const area = useRef<HTMLTextAreaElement>(null);
  const problems = textProblems(provider, text, products);
  const room = wordsRoom(provider, products);

  const insert = (variable: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = area.current ?? {};
    onChange(text.slice(0, selectionStart) + variable + text.slice(selectionEnd));
    const after = selectionStart + variable.length;
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(after, after);
    });
  };

  return (
    <fieldset className={styles.choice}>
      <legend>{t('message.label')}</legend>
      <Textarea
        ref={area}
        className={styles.wide}
        aria-label={t('message.label')}
        errorProps={{ fz: 12 }}
        placeholder={t('message.usual')}
        classNames={{ input: styles.words }}
        rows={2}
        value={text}
        error={problems.length > 0 && <Problems codes={problems.map(({ code, of }) => ({ code, of }))} />}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={styles.variables}>
        {messageVariables.map((name) => (
          <button key={name} type="button" className={`${sheet.press} ${styles.variable}`} onClick={() => insert(`#{${name}}`)}>
            {`#{${name}}`}
          </button>
        ))}
      </div>
      <div className={styles.under}>
        <p className={styles.hint}>{without > 0 ? t('message.without', { count: without }) : t('message.added')}</p>
        <span className={styles.room} data-over={[...text.trim()].length > room}>
          {t('message.room', { used: [...text.trim()].length, room })}
        </span>
      </div>
    </fieldset>
  );
}

type ProblemsProps = Readonly<{ codes: readonly Readonly<{ code: FailureCode; of: string | undefined }>[] }>;

function Problems({ codes }: ProblemsProps) {
  const { t } = useTranslation('failures');
  return codes.map(({ code, of }) => (
    <span key={`${code}~${of}`} className={styles.problem}>
      {t(code)} {of && <code>{`#{${of}}`}</code>}
    </span>
  ));
}
