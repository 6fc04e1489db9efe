/** What stands between the digits of a number as people write it. */
const separators = /[ ().-]/g;
/** With the country in front, in any of the ways people write it; the zero of the number is then often kept. */
const fromAbroad = /^(?:\+82|0082|82)0?(?=1)/;
/** 010 and eight digits; the older prefixes also had seven. */
const korean = /^(?:010\d{8}|01[16789]\d{7,8})$/;

/**
 * A Korean mobile number in E.164 (`+821012345678`), however it was written; undefined for anything else. The one place that says whether two
 * numbers are the same.
 */
export function toMobileNumber(written: string): string | undefined {
  if (written !== lastWritten) {
    const national = written.replace(separators, '').replace(fromAbroad, '0');
    lastNumber = korean.test(national) ? `+82${national.slice(1)}` : undefined;
    lastWritten = written;
  }
  return lastNumber;
}

/** The number that was asked for last: one recipient's is asked for by several rules in a row. */
let lastWritten: string | undefined;
let lastNumber: string | undefined;
