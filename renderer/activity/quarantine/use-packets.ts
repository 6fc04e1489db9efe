import { useCallback, useEffect, useRef, useState } from 'react';
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

/** What is in quarantine, while there is a connection. An answer that was overtaken by a later question is not shown. */
export function usePackets(desk: Desk, filter: Filter, connected: boolean): Packets {
  const [held, setHeld] = useState<Held>();
  const [failed, setFailed] = useState<FailureCode>();
  const asked = useRef(0);
  /** More than the first page is shown: a look of our own would take the rest away. */
  const deep = useRef(false);
  const { client, code } = filter;

  const ask = useCallback(
    async (before: Held | undefined) => {
      const mine = ++asked.current;
      deep.current = before !== undefined;
      try {
        const page = await desk.packets(definedOf({ client, code, before: before?.next }));
        if (mine !== asked.current) return;
        setHeld({ ...page, packets: [...(before?.packets ?? []), ...page.packets] });
        setFailed(undefined);
      } catch (error) {
        if (mine === asked.current) setFailed(codeOf(error));
      }
    },
    [desk, client, code],
  );
  const reload = useCallback(() => void ask(undefined), [ask]);

  useEffect(() => {
    if (!connected) return;
    reload();
    const timer = setInterval(() => deep.current || reload(), askEveryMs);
    return () => clearInterval(timer);
  }, [reload, connected]);

  return { held, failed, reload, more: () => void ask(held) };
}

export const codeOf = (error: unknown): FailureCode => (error instanceof DeskError ? error.code : 'server.failed');

const definedOf = (query: { [K in keyof PacketQuery]: PacketQuery[K] | undefined }): PacketQuery =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
