import type { DateTimePickerProps } from '@mantine/dates';

/** How a calendar of days looks and is read aloud. */
export type DayCalendar = Pick<
  DateTimePickerProps,
  'locale' | 'firstDayOfWeek' | 'weekendDays' | 'monthLabelFormat' | 'yearLabelFormat' | 'getDayAriaLabel' | 'ariaLabels'
>;

/** The same of one that asks for the time too. */
export type MomentCalendar = DayCalendar & Pick<DateTimePickerProps, 'timePickerProps' | 'submitButtonProps'>;
