import { SegmentedControl, Select } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WrittenMessage } from '../../../domain/dispatching/written-message.ts';
import { useMomentCalendar } from '../../i18n/use-calendar.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { fromWallClock, toWallClock } from '../../parts/wall-clock.ts';
import styles from './compose.module.css';
import { nextHalfHour, timeProblem } from './kst-moment.ts';

type Props = Readonly<{
  written: WrittenMessage;
  onChange: (written: WrittenMessage) => void;
  now: number;
  /** When the first may leave; absent is at once, or not known yet. */
  startsAt: number | undefined;
  offline: boolean;
}>;

/** How long it may wait, in hours; the first is the usual. */
const lasting = [24, 6, 12, 48, 72] as const;
const [usualHours] = lasting;

/** When it leaves, on Seoul's clock, and when it is too old to. */
export const ScheduleFields = memo(function ScheduleFields({ written, onChange, now, startsAt, offline }: Props) {
  const { sendAt, ...atOnce } = written;
  const { t } = useTranslation('dispatch');
  const calendar = useMomentCalendar();
  const problem = sendAt === undefined ? undefined : timeProblem(sendAt, now);
  return (
    <fieldset className={styles.choice}>
      <legend>{t('schedule.label')}</legend>
      <div className={styles.times}>
        <SegmentedControl
          aria-label={t('schedule.label')}
          value={sendAt === undefined ? 'now' : 'later'}
          onChange={(value) => onChange(value === 'later' ? { ...atOnce, sendAt: nextHalfHour(now) } : atOnce)}
          data={[
            { value: 'now', label: t('schedule.now') },
            { value: 'later', label: t('schedule.later') },
          ]}
        />
        {sendAt !== undefined && (
          <DateTimePicker
            className={styles.moment}
            aria-label={t('schedule.at')}
            {...calendar}
            popoverProps={{ floatingStrategy: 'fixed', middlewares: { flip: true, shift: { crossAxis: true, padding: 8 } } }}
            valueFormat={t('schedule.format')}
            minDate={toWallClock(now).slice(0, 10)}
            value={toWallClock(sendAt)}
            error={problem && t(`schedule.${problem}`)}
            errorProps={{ fz: 12 }}
            onChange={(value) => {
              const at = value === null ? undefined : fromWallClock(value);
              if (at !== undefined) onChange({ ...atOnce, sendAt: at });
            }}
          />
        )}
      </div>
      <Starts sendAt={sendAt} startsAt={startsAt} offline={offline} />
      <div className={styles.lasts}>
        <span>{t('schedule.lasts')}</span>
        <Select
          className={styles.hours}
          size="xs"
          aria-label={t('schedule.lasts')}
          allowDeselect={false}
          data={[...lasting].sort((a, b) => a - b).map((hours) => ({ value: `${hours}`, label: t('schedule.hours', { count: hours }) }))}
          value={`${written.lastsHours ?? usualHours}`}
          onChange={(value) => onChange({ ...written, lastsHours: Number(value) })}
        />
      </div>
    </fieldset>
  );
});

type StartsProps = Readonly<{ sendAt: number | undefined; startsAt: number | undefined; offline: boolean }>;

/** Said where it does not leave when it was to: advertisements rest at night. */
function Starts({ sendAt, startsAt, offline }: StartsProps) {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  if (startsAt === undefined || startsAt === sendAt)
    return (
      <p className={styles.hint}>
        {t(sendAt !== undefined ? 'schedule.laterHelp' : offline ? 'schedule.offlineHelp' : 'schedule.nowHelp')}
      </p>
    );
  return (
    <p className={styles.held} role="status">
      {t('schedule.held', { time: format.dateTime(startsAt) })}
    </p>
  );
}
