import { json, type Reply } from '../wire/call.ts';

/** What the API says no with: `code` is what to go by, `msg` may change. */
export const kapiError = (status: number, code: number, msg: string, more: object = {}): Reply => json(status, { msg, code, ...more });

/** What signing in says no with (RFC 6749, section 5.2), and Kakao's own number for it. */
export const kauthError = (status: number, error: string, errorCode: string, description: string): Reply =>
  json(status, { error, error_description: description, error_code: errorCode });

export const badParameter = (msg: string): Reply => kapiError(400, -2, msg);
