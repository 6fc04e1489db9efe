import { app, type Session, shell } from 'electron';
import type { Logger } from 'pino';
import { isDeskUrl } from './desk-origin.ts';

/** What the desk may ask for: that its replica is kept under storage pressure, and to put text on the clipboard when a button says so. */
const granted: readonly string[] = ['persistent-storage', 'clipboard-sanitized-write'];

/** No contents of ours ever leaves our origin, opens a window or embeds a page, whatever a chat message makes it try. */
export function confineContents(log: Logger): void {
  app.on('web-contents-created', (_created, contents) => {
    const stay = (event: { preventDefault: () => void }, url: string) => {
      if (isDeskUrl(url)) return;
      event.preventDefault();
      log.warn('navigation refused');
    };
    contents.on('will-navigate', (event) => stay(event, event.url));
    contents.on('will-redirect', (event) => stay(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Electron grants every permission by default; this grants two, to our own origin. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(granted.includes(permission) && isDeskUrl(contents.getURL())),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => granted.includes(permission) && isDeskUrl(origin));
}

/** Opens a web page in the user's own browser; any other scheme could start a program. */
export async function openExternal(url: string): Promise<void> {
  if (!['http:', 'https:'].includes(new URL(url).protocol)) throw new Error('only http and https are opened outside');
  await shell.openExternal(url);
}
