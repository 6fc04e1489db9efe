import { ActionIcon, Button, Popover, SegmentedControl, Tooltip } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { IconCalendar, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDayCalendar } from '../i18n/use-calendar.ts';
import { useFormat } from '../i18n/use-format.ts';
import { dayRange, presets, stepped } from '../ui-state/period-slice.ts';
import { useUiStore } from '../ui-state/store.ts';
import styles from './overview.module.css';

const iconSize = 16;

/** Which days: a preset that moves with the clock, days of one's own, or one step back and forth. */
export function PeriodPicker({ today }: Readonly<{ today: string }>) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const period = useUiStore((state) => state.period);
  const look = useUiStore((state) => state.look);
  const { from, to } = dayRange(period, today);
  const choose = (value: string) => {
    const days = presets.find((preset) => String(preset) === value);
    if (days) look({ kind: 'last', days });
  };

  return (
    <fieldset className={styles.period} aria-label={t('period.label')}>
      <SegmentedControl
        aria-label={t('period.label')}
        value={period.kind === 'last' ? String(period.days) : ''}
        onChange={choose}
        data={presets.map((days) => ({ value: String(days), label: t(`period.day${days}`) }))}
      />
      <div className={styles.steps}>
        <Tooltip label={t('period.previous')}>
          <ActionIcon aria-label={t('period.previous')} onClick={() => look(stepped(period, -1, today))}>
            <IconChevronLeft size={iconSize} />
          </ActionIcon>
        </Tooltip>
        <DaysButton label={from === to ? format.day(from) : `${format.shortDay(from)} – ${format.shortDay(to)}`} today={today} />
        <Tooltip label={t('period.next')}>
          <ActionIcon aria-label={t('period.next')} disabled={to >= today} onClick={() => look(stepped(period, 1, today))}>
            <IconChevronRight size={iconSize} />
          </ActionIcon>
        </Tooltip>
      </div>
    </fieldset>
  );
}

function DaysButton({ label, today }: Readonly<{ label: string; today: string }>) {
  const { t } = useTranslation('overview');
  const look = useUiStore((state) => state.look);
  const calendar = useDayCalendar();
  const [opened, setOpened] = useState(false);
  const [chosen, setChosen] = useState<[string | null, string | null]>([null, null]);
  const choose = ([from, to]: [string | null, string | null]) => {
    setChosen([from, to]);
    if (!from || !to) return;
    look({ kind: 'days', from, to });
    setOpened(false);
  };

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconCalendar size={iconSize} />}
          aria-label={`${t('period.custom')}: ${label}`}
          onClick={() => {
            setChosen([null, null]);
            setOpened(!opened);
          }}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <DatePicker
          type="range"
          size="xs"
          {...calendar}
          classNames={{ day: styles.day }}
          allowSingleDateInRange
          maxDate={today}
          defaultDate={today}
          value={chosen}
          onChange={choose}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
