import { useCallback, useEffect, useState } from 'react';
import type { FailureCode } from '../../../contract/failure.ts';
import type { QuarantinePage } from '../../../contract/quarantine.ts';
import type { Desk, PacketQuery } from '../../replica/desk.ts';
import { DeskError } from '../../replica/desk-error.ts';

/** The stream does not tell of quarantine; asked this often, what comes is seen soon. */
const askEveryMs = 15_000;

export type Filter = Pick<PacketQuery, 'client' | 'code'>;

/** What the server holds, as far as it was asked for. */
export type Held = Pick<QuarantinePage, 'packets' | 'counts' | 'next'>;

export type Packets = Readonly<{
  held: Held | undefined;
  /** Why the last try failed. */
  failed: FailureCode | undefined;
  reload: () => void;
  more: () => void;
}>;

/** What is in quarantine, while there is a connection. What was asked for under another filter, or before, is not shown when it comes late. */
export function usePackets(desk: Desk, filter: Filter, connected: boolean): Packets {
  const [held, setHeld] = useState<Held>();
  const [failed, setFailed] = useState<FailureCode>();
  const [asked, setAsked] = useState(0);
  const reload = useCallback(() => setAsked((before) => before + 1), []);
  const { client, code } = filter;

  useEffect(() => {
    if (!connected) return;
    let wanted = asked >= 0;
    const ask = () =>
      desk.packets(definedOf({ client, code })).then(
        (page) => {
          if (!wanted) return;
          setHeld(page);
          setFailed(undefined);
        },
        (error: unknown) => wanted && setFailed(codeOf(error)),
      );
    void ask();
    const timer = setInterval(() => void ask(), askEveryMs);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [desk, client, code, connected, asked]);

  const more = () => {
    if (held?.next === undefined) return;
    desk.packets(definedOf({ client, code, before: held.next })).then(
      ({ packets, ...rest }) => setHeld({ ...rest, packets: [...held.packets, ...packets] }),
      (error: unknown) => setFailed(codeOf(error)),
    );
  };
  return { held, failed, reload, more };
}

export const codeOf = (error: unknown): FailureCode => (error instanceof DeskError ? error.code : 'server.failed');

const definedOf = (query: { [K in keyof PacketQuery]: PacketQuery[K] | undefined }): PacketQuery =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
