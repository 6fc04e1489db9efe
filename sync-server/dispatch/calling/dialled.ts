import { toMobileNumber } from '../../../domain/person/mobile-number.ts';

const countryCode = '+82';

/** A phone number as it is dialled in Korea, digits only: `+82 10-1234-5678` and `010-1234-5678` as `01012345678`. */
export function dialled(phone: string): string {
  const mobile = toMobileNumber(phone);
  return mobile === undefined ? phone.replace(/\D/g, '') : `0${mobile.slice(countryCode.length)}`;
}
