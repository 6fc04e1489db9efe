import type { Language } from '../ui-state/preferences-slice.ts';

const locales: Readonly<Record<Language, string>> = { ko: 'ko-KR', en: 'en-GB' };
const timeZone = 'Asia/Seoul'; // days are Seoul days (I12), so times are Seoul times, wherever the laptop is

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Numbers and times as people of one language write them. */
export type Format = Readonly<{
  number: (value: number) => string;
  /** Of a share: `0.123` -> `12%`, `-0.04` -> `−4%`. */
  percent: (share: number) => string;
  /** Won, whole: `12,900원`, `₩12,900`. */
  krw: (amount: number) => string;
  /** A moment: `11. 22. 14:05`, `22 Nov, 14:05`. */
  dateTime: (at: number) => string;
  time: (at: number) => string;
  /** A moment of the day to a tenth of a second: `14:05:09.2`. */
  preciseTime: (at: number) => string;
  /** How long something took, to a tenth of a second: `0.2초`, `3분`; `0.2 sec`, `3 min`. */
  took: (ms: number) => string;
  /** A KST day: `11월 22일 (일)`, `Sun 22 Nov`. */
  day: (kstDay: string) => string;
  /** A KST day of any year: `2024년 11월 22일`, `22 Nov 2024`. */
  date: (kstDay: string) => string;
  /** A KST day for an axis: `11. 22.`, `22 Nov`. */
  shortDay: (kstDay: string) => string;
  /** How long ago, at `now`: `방금`, `3분 전`. Never in the future: clocks differ by a little. */
  ago: (at: number, now: number) => string;
  /** How long, in whole units of the largest that fits: `45분`, `3시간`, `2일`. */
  lasting: (ms: number) => string;
}>;

const fullDay = (kstDay: string) => new Date(`${kstDay}T00:00:00+09:00`);

function createFormat(language: Language): Format {
  const locale = locales[language];
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const dateTime = dates({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const time = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const preciseTime = dates({
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
    fractionalSecondDigits: 1,
  });
  const inUnit = (unit: 'second' | 'minute' | 'hour' | 'day', digits: number) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const [seconds, minutes, hours, days] = [inUnit('second', 1), inUnit('minute', 0), inUnit('hour', 0), inUnit('day', 0)];
  const day = dates({ month: 'short', day: 'numeric', weekday: 'short' });
  const date = dates({ year: 'numeric', month: language === 'ko' ? 'long' : 'short', day: 'numeric' });
  const shortDay = dates(language === 'ko' ? { month: 'numeric', day: 'numeric' } : { month: 'short', day: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });

  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share).replace('-', '−'),
    krw: (amount) => (language === 'ko' ? `${number.format(amount)}원` : `₩${number.format(amount)}`),
    dateTime: (at) => dateTime.format(at),
    time: (at) => time.format(at),
    preciseTime: (at) => preciseTime.format(at),
    took: (ms) => {
      if (ms < minuteMs) return seconds.format(ms / secondMs);
      if (ms < hourMs) return minutes.format(Math.round(ms / minuteMs));
      return ms < dayMs ? hours.format(Math.round(ms / hourMs)) : days.format(Math.round(ms / dayMs));
    },
    day: (kstDay) => day.format(fullDay(kstDay)),
    date: (kstDay) => date.format(fullDay(kstDay)),
    shortDay: (kstDay) => shortDay.format(fullDay(kstDay)),
    lasting: (ms) => lasting(locale, ms),
    ago: (at, now) => ago(relative, Math.max(0, now - at), language),
  };
}

/** Up to two days are said in hours: "yesterday, all day" is not "one day". */
function lasting(locale: string, ms: number): string {
  const say = (value: number, unit: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.floor(value));
  if (ms < hourMs) return say(ms / minuteMs, 'minute');
  return ms < 2 * dayMs ? say(ms / hourMs, 'hour') : say(ms / dayMs, 'day');
}

/** Under five seconds a count of seconds says nothing. */
const momentMs = 5 * secondMs;

function ago(relative: Intl.RelativeTimeFormat, elapsedMs: number, language: Language): string {
  if (elapsedMs < momentMs) return language === 'ko' ? '방금' : 'just now';
  if (elapsedMs < minuteMs) return relative.format(-Math.floor(elapsedMs / secondMs), 'second');
  if (elapsedMs < hourMs) return relative.format(-Math.floor(elapsedMs / minuteMs), 'minute');
  if (elapsedMs < dayMs) return relative.format(-Math.floor(elapsedMs / hourMs), 'hour');
  return relative.format(-Math.floor(elapsedMs / dayMs), 'day');
}

const formats: Readonly<Record<Language, Format>> = { ko: createFormat('ko'), en: createFormat('en') };

export const formatOf = (language: Language): Format => formats[language];
