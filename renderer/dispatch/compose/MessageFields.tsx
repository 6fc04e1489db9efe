import { Textarea } from '@mantine/core';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdapterId } from '../../../contract/dispatch.ts';
import { usualWords } from '../../../domain/dispatching/content/bubble.ts';
import { type ContentProblem, wordsRoom } from '../../../domain/dispatching/content/check-content.ts';
import { messageVariables } from '../../../domain/dispatching/content/variables.ts';
import sheet from '../sheet.module.css';
import styles from './compose.module.css';
import { lettersOf, textProblems } from './text-problems.ts';

type Props = Readonly<{
  text: string;
  onChange: (text: string) => void;
  provider: AdapterId;
  products: number;
  /** How many have no value for a variable of the text. */
  without: number;
}>;

/** The marketer's own words, with variables put in by a press where the cursor stands. What the law wants is added around them. */
export const MessageFields = memo(function MessageFields({ text, onChange, provider, products, without }: Props) {
  const { t } = useTranslation(['dispatch', 'failures']);
  const area = useRef<HTMLTextAreaElement>(null);
  const problems = textProblems(provider, text, products);
  const room = wordsRoom(provider, products);
  const used = lettersOf(text);

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
        placeholder={usualWords}
        classNames={{ input: styles.words }}
        rows={2}
        value={text}
        error={problems.length > 0 && <Problems problems={problems} />}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={styles.variables}>
        {messageVariables.map((name) => (
          <button
            key={name}
            type="button"
            title={t(`message.variable.${name}`)}
            className={`${sheet.press} ${styles.variable}`}
            onClick={() => insert(`#{${name}}`)}
          >
            {`#{${name}}`}
          </button>
        ))}
      </div>
      <div className={styles.under}>
        <p className={styles.hint}>
          {without > 0 ? t('message.without', { count: without }) : t(used === 0 ? 'message.blank' : 'message.added')}
        </p>
        <span className={styles.room} data-over={used > room} title={t('message.roomHelp')}>
          {t('message.room', { used, room })}
        </span>
      </div>
    </fieldset>
  );
});

function Problems({ problems }: Readonly<{ problems: readonly ContentProblem[] }>) {
  const { t } = useTranslation(['failures', 'dispatch']);
  return problems.map(({ code, of, limit }) => (
    <span key={`${code}~${of}`} className={styles.problem}>
      {code === 'content.textTooLong' && limit !== undefined ? t('dispatch:message.tooLong', { room: limit }) : t(code)}{' '}
      {of && <code>{`#{${of}}`}</code>}
    </span>
  ));
}
