import { hash } from '../../domain/identity/hash.ts';

/** Which document a mobile number (E.164) has: no id that may be logged spells a number (I11). */
export const numberId = (mobile: string): string => hash('mobile', mobile);
