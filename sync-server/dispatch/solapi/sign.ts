import { createHmac } from 'node:crypto';
import type { RandomBytes } from '../../secret.ts';

export type SolapiKeys = Readonly<{ apiKey: string; apiSecret: string }>;

/** 32 hexadecimal characters; 12 to 64 letters and digits are allowed. */
const saltBytes = 16;

/** The `Authorization` header of one request: the secret's HMAC over date and salt. It may be used once, within 15 minutes of `date`. */
export function signature({ apiKey, apiSecret }: SolapiKeys, date: string, salt: string): string {
  const signed = createHmac('sha256', apiSecret)
    .update(date + salt)
    .digest('hex');
  return `HMAC-SHA256 apiKey=${apiKey}, date=${date}, salt=${salt}, signature=${signed}`;
}

export const freshSalt = (random: RandomBytes): string => Buffer.from(random(saltBytes)).toString('hex');
