import { useTranslation } from 'react-i18next';
import type { Lessons } from '../../../contract/policy/lessons.ts';
import { lessonsToBegin } from '../../../domain/request-decision/learning/when-to-learn.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { SettingRow } from '../SettingRow.tsx';

type Props = Readonly<{ name: string; counts: Lessons['approve'] /** Whether there is a model by now. */; learned: boolean }>;

/** How much people have taught of one class: what is still missing, or how often it was foretold. */
export function ClassLessons({ name, counts: { decided, asked, agreed }, learned }: Props) {
  const { t } = useTranslation('classifier');
  const format = useFormat();
  const missing = Math.max(0, lessonsToBegin - decided);
  const agreement = asked > 0 ? t('agreement', { asked, agreed, share: format.percent(agreed / asked) }) : t('notAsked');
  return (
    <SettingRow label={name} help={t('decided', { count: decided })}>
      {learned ? agreement : t(missing > 0 ? 'missing' : 'soon', { count: missing })}
    </SettingRow>
  );
}
