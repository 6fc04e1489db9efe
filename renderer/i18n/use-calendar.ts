import 'dayjs/locale/ko';
import { useTranslation } from 'react-i18next';
import type { DayCalendar, MomentCalendar } from '../parts/calendar.ts';
import type { Language } from '../ui-state/preferences-slice.ts';
import { useUiStore } from '../ui-state/store.ts';
import { formatOf } from './format.ts';

const sunday = 0;
const monday = 1;

const looks: Readonly<Record<Language, Pick<DayCalendar, 'firstDayOfWeek' | 'monthLabelFormat' | 'yearLabelFormat'>>> = {
  ko: { firstDayOfWeek: sunday, monthLabelFormat: 'YYYY년 M월', yearLabelFormat: 'YYYY년' },
  en: { firstDayOfWeek: monday, monthLabelFormat: 'MMMM YYYY', yearLabelFormat: 'YYYY' },
};

/** A calendar as people of the desk's language read it, also aloud: a Korean week begins with its Sunday, which alone is red. */
export function useDayCalendar(): DayCalendar {
  const { t } = useTranslation('common');
  const language = useUiStore((state) => state.language);
  const { date } = formatOf(language);
  const step = (which: 'next' | 'previous') => ({
    [`${which}Month`]: t(`calendar.${which}Month`),
    [`${which}Year`]: t(`calendar.${which}Year`),
    [`${which}Decade`]: t(`calendar.${which}Decade`),
  });
  return {
    ...looks[language],
    locale: language,
    weekendDays: [sunday],
    getDayAriaLabel: (day) => date(day.slice(0, 'YYYY-MM-DD'.length)),
    ariaLabels: {
      ...step('previous'),
      ...step('next'),
      monthLevelControl: t('calendar.toMonths'),
      yearLevelControl: t('calendar.toYears'),
    },
  };
}

/** The same, and the clock beneath it. */
export function useMomentCalendar(): MomentCalendar {
  const { t } = useTranslation('common');
  return {
    ...useDayCalendar(),
    timePickerProps: { hoursInputLabel: t('calendar.hours'), minutesInputLabel: t('calendar.minutes') },
    submitButtonProps: { 'aria-label': t('calendar.done') },
  };
}
