import type { z } from '../../../contract/zod.ts';
import type { SendError } from '../send-adapter.ts';
import type { Heard } from './ask-once.ts';

/** What was heard, taken as JSON of a known form. `unclear`: whether it was done there cannot be told from it. */
export type Answer<T> =
  | Readonly<{ kind: 'ok'; value: T }>
  | Readonly<{ kind: 'refused'; status: number; body: unknown; retryAfterMs?: number }>
  | Readonly<{ kind: 'unreached' | 'unclear'; code: string; status?: number }>;

/**
 * A 2xx of the expected form is `ok`, a 4xx that carries JSON is `refused`. Everything else - an empty or malformed body, a
 * page of a gateway, a 5xx, a redirect, silence - says nothing for sure.
 */
export function readAnswer<T>(heard: Heard, schema: z.ZodType<T>): Answer<T> {
  if (heard.kind !== 'answered') return { kind: heard.kind === 'lost' ? 'unclear' : 'unreached', code: heard.code };
  const { status } = heard;
  const body = jsonOf(heard.body);
  if (status >= 400 && status < 500 && (body !== undefined || status === tooMany)) {
    const retryAfterMs = retryAfterOf(heard.headers);
    return { kind: 'refused', status, body, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  const parsed = status >= 200 && status < 300 ? schema.safeParse(body) : undefined;
  return parsed?.success ? { kind: 'ok', value: parsed.data } : { kind: 'unclear', code: `HTTP_${status}`, status };
}

/** RFC 6585: the request was not carried out. */
export const tooMany = 429;

const secondMs = 1_000;

/** Seconds, as every provider here says it; a date is not read. */
function retryAfterOf(headers: Readonly<Record<string, string>>): number | undefined {
  const seconds = Number(headers['retry-after']);
  return headers['retry-after'] !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds * secondMs : undefined;
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The error of a call that was not answered for sure: `unreached` is safe to try again, anything else is not (I7). */
export function errorOfSilence({ kind, code, status }: Extract<Answer<never>, { kind: 'unreached' | 'unclear' }>): SendError {
  const surely = kind === 'unreached';
  return {
    class: surely ? 'transient' : 'ambiguous',
    code,
    text: '',
    mayHaveSent: !surely,
    ...(status !== undefined && { httpStatus: status }),
  };
}

/** A provider's texts are kept for people, and may be long. */
export const maxRawText = 300;

/** Seven digits and more, however they are parted: a phone number, as far as anybody can tell. */
const number = /\+?\d(?:[\s.-]?\d){6,}/g;

/** As a provider worded it, short enough to be kept, and without numbers of people (I11). */
export const rawText = (text: unknown): string => (typeof text === 'string' ? text.replace(number, '***').slice(0, maxRawText) : '');
