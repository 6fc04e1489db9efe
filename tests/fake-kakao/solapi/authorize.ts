import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Call, json, type Reply } from '../wire/call.ts';
import { account } from './account.ts';

const skewMs = 15 * 60_000;
const scheme = /^HMAC-SHA256\s+apiKey=([^,\s]+),\s*date=([^,\s]+),\s*salt=([^,\s]+),\s*signature=([^,\s]+)$/i;
const salts = /^[A-Za-z0-9]{12,64}$/;

export const solapiError = (status: number, errorCode: string, errorMessage: string): Reply => json(status, { errorCode, errorMessage });

const refuse = (errorCode: string, errorMessage: string) => solapiError(403, errorCode, errorMessage);

/** The signature of `date + salt`, hex. */
export const signatureOf = (secret: string, date: string, salt: string): string =>
  createHmac('sha256', secret).update(`${date}${salt}`).digest('hex');

/** Signatures that were used within 15 minutes, since none may be used twice. */
export class UsedSignatures {
  readonly #used = new Map<string, number>();

  /** False where it was used already. */
  use(signature: string, now: number): boolean {
    for (const [old, at] of this.#used) {
      if (now - at <= skewMs) break; // in order of use
      this.#used.delete(old);
    }
    if (this.#used.has(signature)) return false;
    this.#used.set(signature, now);
    return true;
  }
}

/** What is wrong with a call's authorization, if anything. The order is that of the documents. */
export function refuseUnauthorized({ headers }: Call, used: UsedSignatures, now: number): Reply | undefined {
  const [, apiKey, date = '', salt = '', signature = ''] = scheme.exec(headers.authorization ?? '') ?? [];
  if (apiKey !== account.apiKey || !salts.test(salt)) return refuse('InvalidAPIKey', '유효한 API Key가 아닙니다.');
  if (!same(signature, signatureOf(account.apiSecret, date, salt)))
    return refuse('SignatureDoesNotMatch', '생성한 Signature가 일치하지 않습니다.');
  const at = Date.parse(date);
  if (!(Math.abs(now - at) <= skewMs)) return refuse('RequestTimeTooSkewed', '시간 값이 서버 시간을 15분 이상 벗어났습니다.');
  if (!used.use(signature, now)) return refuse('DuplicatedSignature', '15분 안에 동일한 Signature가 사용되었습니다.');
  return undefined;
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
