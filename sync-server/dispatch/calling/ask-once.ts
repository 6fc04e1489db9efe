import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import type { LookupFunction } from 'node:net';

export type Ask = Readonly<{
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: URL;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** From the first packet to the last byte of the answer. */
  timeoutMs: number;
  /** A longer answer is cut off, and so `lost`. */
  maxBytes: number;
  /** Which addresses a name may stand for; the system's unless said. */
  lookup?: LookupFunction;
}>;

/**
 * `unreached`: no connection stood, so not a byte was heard there. `lost`: it may have been heard in full (a time-out, a
 * connection that broke, an answer without end). `code` is the system's word, never a text that quotes the request (I11).
 */
export type Heard =
  | Readonly<{ kind: 'answered'; status: number; headers: Readonly<Record<string, string>>; body: Buffer }>
  | Readonly<{ kind: 'unreached' | 'lost'; code: string }>;

export type AskOnce = (ask: Ask) => Promise<Heard>;

/**
 * Asks exactly once, over a connection of its own: nothing is sent again by an agent, and no idle connection that the other
 * side has just closed is taken (I7). Redirects are answers like any other. Never throws for what the network does.
 */
export const askOnce: AskOnce = (ask) =>
  new Promise((resolve) => {
    const { method, url, headers, body, lookup } = ask;
    const secure = url.protocol === 'https:';
    let connected = false;
    const request = (secure ? requestTls : requestPlain)(url, { method, headers, agent: false, ...(lookup && { lookup }) });
    const timer = setTimeout(() => request.destroy(new CutOff('TIMEOUT')), ask.timeoutMs);
    const end = (heard: Heard) => {
      clearTimeout(timer);
      resolve(heard);
      request.destroy();
    };
    const failed = (error: Error) => end({ kind: connected ? 'lost' : 'unreached', code: codeOf(error) });
    request.on('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true)));
    request.on('error', failed);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > ask.maxBytes) failed(new CutOff('OVERSIZE'));
      });
      response.on('error', failed);
      response.on('end', () => {
        if (!response.complete) return failed(new CutOff('TRUNCATED'));
        end({ kind: 'answered', status: response.statusCode ?? 0, headers: singleHeaders(response.headers), body: Buffer.concat(chunks) });
      });
    });
    request.end(body);
  });

class CutOff extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const codeOf = (error: Error & Readonly<{ code?: unknown }>): string => (typeof error.code === 'string' ? error.code : error.name);

const singleHeaders = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
