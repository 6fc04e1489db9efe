import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { agreedToAct, lessonsToBegin, shareToAct } from '../../../domain/request-decision/learning/when-to-learn.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Panel } from '../../parts/Panel.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { useStream } from '../../parts/use-stream.ts';
import type { ClassifierView } from '../../replica/desk/rules-view.ts';
import type { Desk } from '../../replica/desk.ts';
import { SettingRow } from '../SettingRow.tsx';
import { ClassLessons } from './ClassLessons.tsx';

const tones = { none: 'neutral', shadow: 'brand', active: 'positive' } as const satisfies Record<ClassifierView['mode'], string>;
const bytesPerKb = 1_000;

/** The model card of the classifier that people teach by what they decide: what it may do, what it learned from, and how often it was right. */
export function ClassifierPanel({ desk }: Readonly<{ desk: Desk }>) {
  const { t } = useTranslation('classifier');
  const format = useFormat();
  const view = useStream(useMemo(() => desk.classifier$(), [desk]));
  if (!view) return null;
  const { mode, lessons, card } = view;
  const needed = mode === 'none' ? lessonsToBegin : agreedToAct;
  return (
    <Panel title={t('title')}>
      <SettingRow label={t(`mode.${mode}`)} help={t(`modeHelp.${mode}`, { needed, share: format.percent(shareToAct) })}>
        <Pill tone={tones[mode]} dot>
          {t(`pill.${mode}`)}
        </Pill>
      </SettingRow>
      <ClassLessons name={t('approve')} counts={lessons.approve} learned={card !== undefined} />
      <ClassLessons name={t('refuse')} counts={lessons.refuse} learned={card !== undefined} />
      {card && (
        <SettingRow label={t('file')} help={t('fileHelp', { ...card.learnedFrom, size: Math.round(card.bytes / bytesPerKb) })}>
          {t('fileIs', { version: card.version, time: format.dateTime(card.madeAt) })}
        </SettingRow>
      )}
    </Panel>
  );
}
