import { type Call, textOf } from '../wire/call.ts';

const formType = 'application/x-www-form-urlencoded';

/** The fields of a form; undefined for any other kind of body, which Kakao does not read. */
export function formOf(call: Call): URLSearchParams | undefined {
  const type = call.headers['content-type'] ?? '';
  return type.startsWith(formType) ? new URLSearchParams(textOf(call)) : undefined;
}
