import type postgres from 'postgres';
import type { Types } from './database.ts';
import { closedCode, PostgresFailure } from './failure.ts';

/** A driver of one connection; `onclose` is called in the moment it finds that the connection is gone. */
export type Driver = postgres.Sql<Types>;
export type ConnectOne = (onclose: () => void) => Driver;

/** One connection, in the hands of one transaction at a time. */
export type Session = Readonly<{
  queries: postgres.ReservedSql<Types>;
  isLost: () => boolean;
  /** Rejects in the moment that the connection is lost; never resolves. */
  lost: Promise<never>;
}>;

export interface Sessions {
  /** A failure where none is free, or none can be connected, in time. */
  take(): Promise<Session>;
  give(session: Session): void;
  /** Waits for what is under way, for a while; later `take`s fail. */
  end(): Promise<void>;
}

/** How long one may wait for a session while others work on theirs. */
const TAKE_MS = 5_000;

/**
 * Connections for transactions, opened when they are needed and kept; one that was lost is thrown away with its driver.
 *
 * Not the driver's own pool: of 3.4.9 that forgets those who wait for a reservation when it cannot connect, and later hands a
 * connection to one of them who has gone, which nobody ever gets back.
 */
export function createSessions(connect: ConnectOne, most: number): Sessions {
  const idle = new Map<Session, Driver>();
  const atWork = new Map<Session, Driver>();
  const turns = createTurns(most);

  async function open(): Promise<Session> {
    let session: Session | undefined;
    const { end, isLost, lost } = createLife(() => session && idle.delete(session));
    const driver = connect(end);
    session = { queries: await reserve(driver, lost), isLost, lost };
    atWork.set(session, driver);
    return session;
  }

  return {
    async take() {
      await turns.next();
      const [ready] = idle;
      if (ready) {
        idle.delete(ready[0]);
        atWork.set(...ready);
        return ready[0];
      }
      return open().catch((error: unknown) => {
        turns.over();
        throw error;
      });
    },
    give(session) {
      const driver = atWork.get(session);
      atWork.delete(session);
      if (driver && !session.isLost()) idle.set(session, driver);
      turns.over();
    },
    async end() {
      await turns.end();
      for (const session of idle.keys()) session.queries.release();
      await Promise.all([...idle.values(), ...atWork.values()].map((driver) => driver.end({ timeout: 0 })));
    },
  };
}

/** A driver that is asked for a reservation only once it is connected, so that it has nobody to forget. */
async function reserve(driver: Driver, lost: Promise<never>): Promise<postgres.ReservedSql<Types>> {
  try {
    return await Promise.race([driver`SELECT 1`.then(() => driver.reserve()), lost]);
  } catch (error) {
    void driver.end({ timeout: 0 });
    throw error;
  }
}

function createLife(ended: () => void) {
  let isLost = false;
  let reject: (reason: Error) => void = () => undefined;
  const lost = new Promise<never>((_, fail) => {
    reject = fail;
  });
  lost.catch(() => undefined); // an idle session may be lost
  return {
    lost,
    isLost: () => isLost,
    end: () => {
      isLost = true;
      ended();
      reject(new PostgresFailure(closedCode, 'the transaction is lost'));
    },
  };
}

/** So many at a time; the others wait in order, and not for ever. */
function createTurns(most: number) {
  const waiting: (() => void)[] = [];
  let free = most;
  let ended = false;
  let tellAllOver: () => void = () => undefined;

  function next(): Promise<void> {
    if (ended) return Promise.reject(new PostgresFailure(closedCode, 'the store is closed'));
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(turn), 1);
        reject(new PostgresFailure('CONNECT_TIMEOUT', 'no connection is free'));
      }, TAKE_MS);
      const turn = () => {
        clearTimeout(timer);
        resolve();
      };
      waiting.push(turn);
    });
  }

  return {
    next,
    over: () => {
      const turn = waiting.shift();
      if (turn) return turn();
      free += 1;
      if (free === most) tellAllOver();
    },
    /** No new ones; resolves when all are over, or have had their time. */
    end: async () => {
      ended = true;
      if (free === most) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        tellAllOver = resolve;
        timer = setTimeout(resolve, TAKE_MS);
      });
      clearTimeout(timer);
    },
  };
}
