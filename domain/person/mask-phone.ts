/** Digits at the start (`010`) and end that a masked number keeps. */
const shownStart = 3;
const shownEnd = 4;

/** A Korean number in the groups people read, `010-1234-5678`; one of another shape stays as it was given. */
export function formatPhone(phone: string): string {
  const digits = nationalDigits(phone);
  if (!/^0\d{8,10}$/.test(digits)) return phone;
  const area = digits.startsWith('02') ? 2 : 3;
  return [digits.slice(0, area), digits.slice(area, -shownEnd), digits.slice(-shownEnd)].join('-');
}

/** The number with its middle hidden; a short or foreign one keeps its last digits only. */
export function maskPhone(phone: string): string {
  const digits = nationalDigits(phone);
  if (!/^0\d{8,10}$/.test(digits)) return `••••${digits.slice(-shownEnd)}`;
  const hidden = digits.length - shownStart - shownEnd;
  return `${digits.slice(0, shownStart)}-${'•'.repeat(hidden)}-${digits.slice(-shownEnd)}`;
}

/** Digits only, with Korea's country code turned into the leading 0. */
const nationalDigits = (phone: string) => phone.replace(/\D/g, '').replace(/^82(?=\d{8,10}$)/, '0');
