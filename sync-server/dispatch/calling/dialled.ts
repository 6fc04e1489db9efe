const countryCode = '82';

/** A phone number as it is dialled in Korea: digits only, `+82 10-...` as `010...`. */
export function dialled(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (!phone.trim().startsWith('+') || !digits.startsWith(countryCode)) return digits;
  return `0${digits.slice(countryCode.length).replace(/^0/, '')}`;
}
