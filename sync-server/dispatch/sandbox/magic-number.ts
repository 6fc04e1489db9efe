import { toMobileNumber } from '../../../domain/person/mobile-number.ts';

/** What becomes of messages to one recipient, whoever sends them; 010-0000-0001 to 010-0000-0009, in this order. */
export const fates = [
  'delivered',
  'notFriend',
  'blocked',
  'notKakaoUser',
  /** Shown, but the phone never confirmed it. */
  'uncertain',
  /** KakaoTalk fails; a text message arrives where the sender allowed one. */
  'smsFallback',
  'quota',
  /** Taken and shown; the call that took it is never answered. */
  'acceptThenTimeout',
  /** Shown, and nobody is ever told. */
  'neverReports',
] as const;
export type Fate = (typeof fates)[number];

const numberDigits = 8;

/** In digits, as it is dialled. */
export const magicPhone = (fate: Fate): string => `010${String(fates.indexOf(fate) + 1).padStart(numberDigits, '0')}`;

const byNumber: ReadonlyMap<string | undefined, Fate> = new Map(fates.map((fate) => [toMobileNumber(magicPhone(fate)), fate]));

/** However the number was written; everybody else's messages are delivered. */
export const fateOf = (phone: string): Fate => byNumber.get(toMobileNumber(phone) ?? '') ?? 'delivered';
