import { json, type Reply } from '../wire/call.ts';

/** Every answer has a header; a refusal comes with HTTP 200 as a rule. */
const header = (resultCode: number, resultMessage: string) => ({ resultCode, resultMessage, isSuccessful: resultCode === 0 });

export const done = (body: object = {}): Reply => json(200, { header: header(0, 'SUCCESS'), ...body });

export const refused = (resultCode: number, resultMessage: string, status = 200): Reply =>
  json(status, { header: header(resultCode, resultMessage) });

/** What the documents do not number; one code of ours for all of it. */
export const invalid = (why: string): Reply => refused(-9997, why);
