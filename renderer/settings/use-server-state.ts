import { useCallback, useEffect, useState } from 'react';
import type { DesktopApi, ServerState } from '../../contract/ipc.ts';

/** The main process does not push; asked this often, a restart is seen as it happens. */
const askEveryMs = 1_500;

type Asked = Readonly<{ server: ServerState | undefined; restart: () => void }>;

/** The built-in server as the main process sees it; undefined until the first answer, and for ever in a browser. */
export function useServerState(desktop: DesktopApi | undefined): Asked {
  const [server, setServer] = useState<ServerState>();

  useEffect(() => {
    if (!desktop) return;
    let shown = true;
    const ask = () => desktop.call('server:state', undefined).then((state) => shown && setServer(state));
    void ask();
    const timer = setInterval(() => void ask(), askEveryMs);
    return () => {
      shown = false;
      clearInterval(timer);
    };
  }, [desktop]);

  const restart = useCallback(() => {
    setServer({ state: 'restarting' });
    void desktop?.call('server:restart', undefined);
  }, [desktop]);

  return { server, restart };
}
