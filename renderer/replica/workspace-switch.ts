import type { Session } from '../../contract/session.ts';
import type { Api } from './api.ts';
import type { AwayNotes } from './away/away-notes.ts';
import type { Connected } from './connection.ts';
import { replicaSchema } from './open-database.ts';
import { openReplica, type Replica } from './open-replica.ts';
import { type Account, type Memory, openNotebook, type SessionMemory } from './session-memory.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Keeps exactly one account's replica open: the one used last, then the one the credential speaks for. Another member of the same
 * workspace has a replica of their own: what one did and has not sent yet goes out under nobody else's name (I9).
 */
export interface WorkspaceSwitch {
  /** Opens the account used last, if there is one: no server is needed for it. */
  openLast(): Promise<void>;
  /** Opens the session's account where another one, or none, is open. */
  welcome(session: Session): Promise<void>;
  /** Nothing is opened after. */
  close(): Promise<void>;
}

type Needs = Readonly<{
  api: Api;
  connection: Connected;
  surroundings: Surroundings;
  /** The server's clock, as far as it is known. */
  serverNow: () => number;
  sessions: SessionMemory;
  awayOf: (account: Account) => AwayNotes;
  show: (replica: Replica | undefined) => void;
}>;

export function createWorkspaceSwitch({ api, connection, surroundings, serverNow, sessions, awayOf, show }: Needs): WorkspaceSwitch {
  let open: Replica | undefined;
  let ended = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One at a time: a replica that were opened while the last one closes would be left open for good. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(() => (ended ? undefined : work()));
    last = turn.catch(() => undefined); // its caller hears of it
    return turn;
  };

  const close = async () => {
    const closing = open;
    open = undefined;
    show(undefined);
    await closing?.close();
  };

  const openOne = async (memory: Memory) => {
    await close();
    const notes = { notebook: openNotebook(memory, sessions.write), away: awayOf(memory) };
    open = await openReplica({ ...notes, api, connection, surroundings, serverNow });
    show(open);
  };

  const openLast = async () => {
    const remembered = await sessions.last();
    if (remembered) await openOne(remembered);
  };

  const welcome = async ({ workspace, member }: Session) => {
    const known = (await sessions.of({ workspace, member })) ?? { filled: false, resync: false, schema: replicaSchema };
    const usedAt = surroundings.now();
    const current = open?.notebook.read();
    if (open && current?.workspace === workspace && current.member === member) return open.notebook.note({ usedAt });
    const memory: Memory = { ...known, workspace, member, usedAt };
    await sessions.write(memory);
    await openOne(memory);
  };

  return {
    openLast: () => inTurn(openLast),
    welcome: (session) => inTurn(() => welcome(session)),
    close: () =>
      inTurn(() => {
        ended = true;
        return close();
      }),
  };
}
