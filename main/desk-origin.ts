/** The one origin of our own: the window is on it, and whoever else asks main for anything is refused. */
export const DESK_SCHEME = 'app';
export const DESK_HOST = 'talklens';
export const DESK_URL = `${DESK_SCHEME}://${DESK_HOST}/`;

/** Compared by a URL parser, never by prefix: `app://talklens.example` begins like ours too. */
export function isDeskUrl(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return protocol === `${DESK_SCHEME}:` && host === DESK_HOST;
  } catch {
    return false;
  }
}
