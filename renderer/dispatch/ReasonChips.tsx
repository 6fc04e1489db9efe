import { useTranslation } from 'react-i18next';
import type { FailureCode } from '../../contract/failure.ts';
import { useFormat } from '../i18n/use-format.ts';
import type { FacetCount } from '../replica/desk/lead-view.ts';
import styles from './reason-chips.module.css';
import sheet from './sheet.module.css';
import { useReason } from './use-reason.ts';

type Props = Readonly<{
  label: string;
  counts: readonly FacetCount<FailureCode>[];
  picked: FailureCode | undefined;
  /** The reason pressed; undefined where the pressed one is let go. */
  onPick: (reason: FailureCode | undefined) => void;
}>;

/** Why people got or get nothing, with numbers; a press shows the people, another press all of them again. */
export function ReasonChips({ label, counts, picked, onPick }: Props) {
  const { t } = useTranslation('failures');
  const format = useFormat();
  const reason = useReason();
  if (counts.length === 0) return null;
  return (
    <fieldset className={styles.reasons} aria-label={label}>
      {counts.map(({ value, count }) => (
        <button
          key={value}
          type="button"
          className={`${sheet.press} ${styles.reason}`}
          title={t(value)}
          aria-pressed={picked === value}
          onClick={() => onPick(picked === value ? undefined : value)}
        >
          {reason(value)} <strong>{format.number(count)}</strong>
        </button>
      ))}
    </fieldset>
  );
}
