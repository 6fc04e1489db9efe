import './styles.ts';
import { setNonce } from 'get-nonce';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { DesktopApi } from '../contract/ipc.ts';
import { App } from './App.tsx';
import { Providers } from './frame/Providers.tsx';
import { openI18n } from './i18n/open-i18n.ts';
import { connectDesk } from './replica/connect-desk.ts';
import type { Desk } from './replica/desk.ts';
import { codeOfHash, takeCode } from './sign-in/one-time-code.ts';
import { SignInPage } from './sign-in/SignInPage.tsx';
import { forgetToken, signIn } from './sign-in/sign-in.ts';
import { useUiStore } from './ui-state/store.ts';

declare global {
  interface Window {
    /** Put there by the desktop app's preload script. */
    readonly talklens?: DesktopApi;
  }
}

/** The composition root: reads who we are, starts the replica's worker, renders. */
async function main(): Promise<void> {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  setNonce(nonce); // the scroll lock's style tags; Mantine's get it from the provider
  const i18n = await openI18n(useUiStore.getState().language);
  const root = createRoot(document.getElementById('root') as HTMLElement);
  const render = (page: ReactNode) =>
    root.render(
      <Providers i18n={i18n} nonce={nonce}>
        {page}
      </Providers>,
    );

  render(await openDesk());
}

/** The desktop app's requests get their token from the main process; a browser's page brings its own. */
async function openDesk(): Promise<ReactNode> {
  if (window.talklens) return <App desk={startReplica()} desktop={window.talklens} />;

  reloadOnNewCode();
  const signedIn = await signIn(takeCode(window), { fetch: (path, init) => fetch(path, init), place: sessionStorage });
  if (!signedIn.ok) return <SignInPage code={signedIn.code} />;
  const desk = startReplica();
  void desk.signIn(signedIn.value);
  desk.status$.subscribe(({ connection }) => connection === 'signedOut' && forgetToken(sessionStorage));
  return <App desk={desk} />;
}

function startReplica(): Desk {
  const worker = new Worker(new URL('./replica/worker.ts', import.meta.url), { type: 'module' });
  const desk = connectDesk({
    postMessage: (message) => worker.postMessage(message),
    addEventListener: (type, listen) => worker.addEventListener(type, listen as EventListener),
  });
  wakeWithPage(desk);
  return desk;
}

/** A worker is not told that its page is looked at again, or came back from the browser's memory. */
function wakeWithPage(desk: Desk): void {
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void desk.wake());
  addEventListener('pageshow', ({ persisted }) => persisted && void desk.wake());
}

/** A new address pasted over an open desk changes only the fragment, which loads nothing by itself. */
function reloadOnNewCode(): void {
  addEventListener('hashchange', () => codeOfHash(location.hash) !== undefined && location.reload());
}

void main();
