import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type BodyProblem, type Remedy, remedyOf } from './check-body.ts';
import styles from './quarantine.module.css';

type Props = Readonly<{
  problems: readonly BodyProblem[];
  /** Offers what one press can put right. */
  onRemedy?: (remedy: Remedy) => void;
}>;

/** Field by field, what is wrong and what has to be there. */
export function ProblemList({ problems, onRemedy }: Props) {
  const { t } = useTranslation('activity');
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems}>
      {problems.map((problem) => {
        const { field, is, expected } = problem;
        const remedy = onRemedy && remedyOf(problem);
        return (
          <li key={field ?? ''}>
            <span>
              {field === undefined ? t('problem.whole') : t(`problem.${is}`, { field })}
              {field !== undefined && expected && <span className={styles.expected}>{t(`expected.${expected}`)}</span>}
            </span>
            {remedy && (
              <Button variant="default" size="compact-xs" onClick={() => onRemedy(remedy)}>
                {t(`remedy.${remedy.name}`, { field: remedy.field })}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
