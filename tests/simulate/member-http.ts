import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import type { z } from '../../contract/zod.ts';

/** An answer that is not a success; `code` is the failure's, where the body has one. */
export class HttpFailure extends Error {
  readonly status: number;
  readonly code: string | undefined;

  constructor(status: number, code: string | undefined, path: string) {
    super(`${path} was answered ${status} ${code ?? ''}`);
    this.status = status;
    this.code = code;
  }
}

/** HTTP as a member: what the desk may do, and no more. */
export type MemberHttp = Readonly<{
  get: <S extends z.ZodType>(path: string, schema: S) => Promise<z.infer<S>>;
  post: <S extends z.ZodType>(path: string, body: unknown, schema: S) => Promise<z.infer<S>>;
}>;

/** @param baseUrl `http://host:port`, without a slash at its end */
export function memberHttp(baseUrl: string, token: string): MemberHttp {
  const headers = { authorization: `Bearer ${token}`, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
  return {
    get: (path, schema) => request(`${baseUrl}${path}`, { headers }, schema),
    post: (path, body, schema) =>
      request(
        `${baseUrl}${path}`,
        { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) },
        schema,
      ),
  };
}

async function request<S extends z.ZodType>(url: string, init: RequestInit, schema: S): Promise<z.infer<S>> {
  const response = await fetch(url, init);
  const body = await jsonOf(response);
  if (!response.ok) throw new HttpFailure(response.status, codeOf(body), new URL(url).pathname);
  return schema.parse(body);
}

/** Undefined where the body is no JSON; a connection that broke off in the middle still throws. */
async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const codeOf = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' ? body.code : undefined;
