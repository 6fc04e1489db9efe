import { isIP } from 'node:net';

export type Trust = Readonly<{
  /** Whether a request was meant for us and comes from our own desk or from no page at all. */
  trusts(host: string | undefined, origin: string | undefined, scheme: Scheme): boolean;
  /** Whether a browser that asks by this Host has a secure context: loopback, or TLS here or in front of us. */
  secure(host: string | undefined, scheme: Scheme): boolean;
}>;

/** How a request came to us. */
export type Scheme = 'http' | 'https';

export const schemeOf = (socket: object): Scheme => ('encrypted' in socket ? 'https' : 'http');

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);
/** The desktop's own pages; no web page can have this origin. */
const desktopOrigin = 'app://talklens';

/**
 * The Host and Origin check: a page of another site may reach a loopback port through a name that it points there
 * (DNS rebinding), but it cannot choose its Host and Origin. An address is no name and cannot be rebound.
 */
export function createTrust({ host, publicOrigins }: Readonly<{ host: string; publicOrigins: readonly string[] }>): Trust {
  const publicHosts = new Map(publicOrigins.map((origin) => [new URL(origin).host, new URL(origin).protocol]));
  const offLoopback = !loopbackNames.has(host) && host !== '::1';

  const knownHost = (given: string): boolean => {
    const name = nameOf(given);
    if (name === undefined) return false;
    return (
      loopbackNames.has(name) || publicHosts.has(given) || (offLoopback && (name === host || isIP(name.replace(/^\[|\]$/g, '')) !== 0))
    );
  };

  return {
    trusts: (given, origin, scheme) => {
      if (given === undefined || !knownHost(given)) return false;
      return origin === undefined || origin === desktopOrigin || publicOrigins.includes(origin) || origin === `${scheme}://${given}`;
    },
    secure: (given, scheme) =>
      given !== undefined && (scheme === 'https' || loopbackNames.has(nameOf(given) ?? '') || publicHosts.get(given) === 'https:'),
  };
}

/** The host's name without its port; undefined where it is none. */
function nameOf(host: string): string | undefined {
  return /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/.exec(host)?.[1]?.toLowerCase();
}
