import type { z } from '../../../contract/zod.ts';
import { type Answer, readAnswer } from '../calling/answer.ts';
import type { Ask, AskOnce } from '../calling/ask-once.ts';

export type NhnKeys = Readonly<{ appKey: string; secretKey: string }>;

/** Advertisements and information are two interfaces of one project. */
export type NhnProduct = 'brand-message/v1.0' | 'alimtalk/v2.3';

export type NhnCall<T> = Readonly<{
  method: Ask['method'];
  product?: NhnProduct;
  /** Below `/{product}/appkeys/{appKey}`, with its query. */
  path: string;
  /** The same within ten minutes is refused, and the first answer not given again. Of AlimTalk alone. */
  idempotencyKey?: string;
  /** JSON, or a form with a file. */
  body?: object | FormData;
  answer: z.ZodType<T>;
}>;

export type NhnClient = <T>(call: NhnCall<T>) => Promise<Answer<T>>;

export type NhnClientPorts = Readonly<{ baseUrl: string; keys: NhnKeys; ask: AskOnce; timeoutMs?: number }>;

const patienceMs = 15_000;
const maxBytes = 16 * 1024 * 1024;

/** Speaks to NHN Cloud: each call is one attempt, and nothing is ever sent again from here (I7). The app key stands in the path, so no address is logged. */
export const createNhnClient =
  ({ baseUrl, keys, ask, timeoutMs = patienceMs }: NhnClientPorts): NhnClient =>
  async ({ method, product = 'brand-message/v1.0', path, idempotencyKey, body, answer }) => {
    const url = new URL(`/${product}/appkeys/${encodeURIComponent(keys.appKey)}${path}`, baseUrl);
    const written = await write(body);
    const once = idempotencyKey !== undefined && { 'x-nc-api-idempotency-key': idempotencyKey };
    const headers = { 'x-secret-key': keys.secretKey, ...written?.headers, ...once };
    return readAnswer(await ask({ method, url, headers, ...(written && { body: written.body }), timeoutMs, maxBytes }), answer);
  };

/** A form is written with the boundary that the platform makes for it. */
async function write(body: object | FormData | undefined) {
  if (body === undefined) return undefined;
  if (!(body instanceof FormData)) return { headers: { 'content-type': 'application/json;charset=UTF-8' }, body: JSON.stringify(body) };
  const form = new Response(body);
  return { headers: { 'content-type': form.headers.get('content-type') ?? '' }, body: new Uint8Array(await form.arrayBuffer()) };
}
