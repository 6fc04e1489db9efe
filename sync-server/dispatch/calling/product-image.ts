import { isIP } from 'node:net';
import { mostImageBytes } from '../../../domain/dispatching/content/image-facts.ts';
import type { AskOnce } from './ask-once.ts';
import { isPublic, publicOnly } from './public-addresses.ts';

const timeoutMs = 10_000;

/** The bytes behind a product's image address; null where there are none, they are too many, or nobody can be reached there now. */
export type ReadImage = (url: string) => Promise<Uint8Array | null>;

/** @param anywhere lets addresses of the own network pass: only beside a provider that is on this machine itself */
export const createReadImage =
  (ask: AskOnce, anywhere: boolean): ReadImage =>
  async (url) => {
    const address = toAddress(url);
    if (!address) return null;
    if (!anywhere && !mayBeAsked(address)) return null;
    const heard = await ask({
      method: 'GET',
      url: address,
      timeoutMs,
      maxBytes: mostImageBytes,
      ...(anywhere ? {} : { lookup: publicOnly }),
    });
    return heard.kind === 'answered' && heard.status === 200 ? heard.body : null;
  };

/** Undefined where it is none. `URL.canParse` is newer than the oldest Electron that the desktop's tests run in. */
function toAddress(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

/** An address that is written as a number is never looked up, so it is judged here. */
function mayBeAsked({ hostname }: URL): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(bare);
  return family === 0 || isPublic(bare, family);
}
