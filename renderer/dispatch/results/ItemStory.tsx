import { useTranslation } from 'react-i18next';
import type { ItemMoment, ItemStep } from '../../../contract/dispatch.ts';
import { isOpen } from '../../../domain/dispatching/item-step.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Pill, type Tone } from '../../parts/Pill.tsx';
import type { ItemView } from '../../replica/desk.ts';
import { useCodeWords } from '../use-try-words.ts';
import styles from './item-side.module.css';
import { type ReceiveStatus, type RequestStatus, receiveStatus, requestStatus } from './item-status.ts';

const requestTones: Readonly<Record<RequestStatus, Tone>> = {
  waiting: 'neutral',
  handing: 'brand',
  asking: 'brand',
  accepted: 'positive',
  refused: 'negative',
  unknown: 'warning',
  notSent: 'neutral',
};

const receiveTones: Readonly<Record<ReceiveStatus, Tone>> = {
  none: 'neutral',
  awaited: 'brand',
  arrived: 'positive',
  arrivedBySms: 'positive',
  failed: 'negative',
  unknown: 'warning',
};

const stepTones: Readonly<Partial<Record<ItemStep, Tone>>> = {
  accepted: 'positive',
  delivered: 'positive',
  failed: 'negative',
  ambiguous: 'warning',
  uncertain: 'warning',
  released: 'warning',
};

/** What became of one recipient: the request and the receipt apart, then every step that was taken, newest first. */
export function ItemStory({ item }: Readonly<{ item: ItemView }>) {
  const { t } = useTranslation(['dispatch', 'failures']);
  const [request, receive] = [requestStatus(item), receiveStatus(item)];
  return (
    <section className={styles.story} aria-label={t('side.story')}>
      <h3 className={styles.who}>
        {item.name ?? item.userId}
        {item.maskedPhone && <span>{item.maskedPhone}</span>}
      </h3>
      <dl className={styles.statuses}>
        <dt>{t('story.request')}</dt>
        <dd>
          <Pill tone={requestTones[request]} dot>
            {t(`requestStatus.${request}`)}
          </Pill>
        </dd>
        <dt>{t('story.receive')}</dt>
        <dd>
          <Pill tone={receiveTones[receive]} dot={receive !== 'none'}>
            {t(`receiveStatus.${receive}`)}
          </Pill>
        </dd>
      </dl>
      {item.reason && <p className={styles.reason}>{t(`failures:${item.reason}`)}</p>}
      {item.history.length === 0 && isOpen(item.state) && <p className={styles.nothing}>{t('story.nothing')}</p>}
      {item.history.length > 0 && (
        <ol className={styles.moments}>
          {[...item.history].reverse().map((moment) => (
            <Moment key={`${moment.step}~${moment.attempt}~${moment.at}`} moment={moment} attempts={item.attempt} />
          ))}
        </ol>
      )}
      {item.rawText && <p className={styles.raw}>{t('story.raw', { text: item.rawText })}</p>}
    </section>
  );
}

function Moment({ moment: { step, at, attempt, code }, attempts }: Readonly<{ moment: ItemMoment; attempts: number }>) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  const codeWords = useCodeWords();
  const result = code && (codeWords(code) ?? t('story.code', { code }));
  const notes = [attempts > 1 && attempt > 0 && t('story.attempt', { attempt }), result].filter(Boolean);
  return (
    <li className={styles.moment} data-tone={stepTones[step]}>
      <span className={styles.momentText}>{t(`step.${step}`)}</span>
      <time className={styles.momentAt} dateTime={new Date(at).toISOString()} title={format.dateTime(at)}>
        {format.preciseTime(at)}
      </time>
      {notes.length > 0 && <span className={styles.momentNote}>{notes.join(' · ')}</span>}
    </li>
  );
}
