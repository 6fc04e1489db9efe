/** One request as a face sees it: read whole, before anything is decided. Header names are lower case. */
export type Call = Readonly<{
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}>;

/** `hangUp`: what was asked has been done, and the caller never hears of it. */
export type Reply = Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: string; hangUp?: true }>;

export const json = (status: number, value: unknown, contentType = 'application/json; charset=utf-8'): Reply => ({
  status,
  headers: { 'content-type': contentType },
  body: JSON.stringify(value),
});

export const html = (status: number, text: string): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`,
});

export const textOf = ({ body }: Pick<Call, 'body'>): string => new TextDecoder().decode(body);

/** The body as JSON; undefined where it is none. */
export function jsonOf(call: Pick<Call, 'body'>): unknown {
  try {
    return JSON.parse(textOf(call));
  } catch {
    return undefined;
  }
}
