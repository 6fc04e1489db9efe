import styles from './marked-text.module.css';

type Props = Readonly<{
  text: string /** In UTF-16 units, as a decision's span is. */;
  span?: Readonly<{ start: number; end: number }> | undefined;
}>;

/** What somebody wrote, as text and nothing else, with the part that something rests on marked. */
export function MarkedText({ text, span }: Props) {
  if (!span || span.end > text.length) return text;
  return (
    <>
      {text.slice(0, span.start)}
      <mark className={styles.mark}>{text.slice(span.start, span.end)}</mark>
      {text.slice(span.end)}
    </>
  );
}
