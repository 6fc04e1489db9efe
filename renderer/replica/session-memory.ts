import { Sending } from '../../contract/sending.ts';
import { Session } from '../../contract/session.ts';
import { z } from '../../contract/zod.ts';
import { hash } from '../../domain/identity/hash.ts';
import { type RxStoredCollection, replicaSchema } from './open-database.ts';
import { DifferenceLog } from './proof/difference.ts';

/** What is remembered of a member's workspace between starts. Never a token. */
const Memory = z.strictObject({
  workspace: Session.shape.workspace,
  member: Session.shape.member,
  /** Which version its database is of; absent from before versions were noted: the first. */
  schema: z.int().positive().optional(),
  /** Versions whose databases were carried over into that one and may be removed. */
  outgrown: z.array(z.int().positive()).optional(),
  /** Every collection has been pulled to its end once. */
  filled: z.boolean(),
  /** A pull from zero is under way after `replication.resync`; it starts over where it did not finish. */
  resync: z.boolean(),
  syncedAt: z.int().optional(),
  usedAt: z.int(),
  /** When all ten were last known to be the server's, and at which place of its feed. */
  proven: z.strictObject({ seq: z.int().nonnegative(), at: z.int() }).optional(),
  /** What the server said last of what messages travel by. */
  sending: Sending.extend({ at: z.int() }).optional(),
  /** What was ever found to differ. */
  differences: DifferenceLog.optional(),
});
export type Memory = z.infer<typeof Memory>;

/** One member in one workspace: who a replica and the commands waiting in it belong to (I9). */
export type Account = Pick<Memory, 'workspace' | 'member'>;

/** What a database may be called: lower-case, whatever the two names are. */
export const accountId = ({ workspace, member }: Account): string => hash(workspace, member).slice(0, 32);

/** The session collection: one document an account. */
export type SessionMemory = Readonly<{
  /** The account used last; undefined on a machine that never signed in. */
  last: () => Promise<Memory | undefined>;
  of: (account: Account) => Promise<Memory | undefined>;
  write: (memory: Memory) => Promise<void>;
}>;

export function sessionMemory(sessions: RxStoredCollection): SessionMemory {
  const all = async () => (await sessions.find().exec()).flatMap(({ body }) => Memory.safeParse(body).data ?? writtenLater(body) ?? []);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    last: async () => (await all()).sort((a, b) => b.usedAt - a.usedAt)[0],
    of: async (account) => (await all()).find((memory) => accountId(memory) === accountId(account)),
    write: (memory) => {
      // In turn, so that the newest stays; RxDB's own queue (`incrementalUpsert`) never writes an id again after one refusal.
      const written = turn.then(() => writeOne(sessions, memory));
      turn = written.catch(() => undefined); // its caller hears of it
      return written;
    },
  };
}

/** What a newer program remembers, as far as it can be read: enough to know that its replica is not to be opened. */
function writtenLater(body: unknown): Memory | undefined {
  const { workspace, member, usedAt, schema } = Memory.shape;
  const later = z.object({ workspace, member, usedAt, schema: schema.unwrap() }).safeParse(body).data;
  return later && later.schema > replicaSchema ? { ...later, filled: false, resync: false } : undefined;
}

async function writeOne(sessions: RxStoredCollection, memory: Memory): Promise<void> {
  const { error } = await sessions.bulkUpsert([{ id: accountId(memory), body: memory }]);
  if (error.length > 0) throw new Error('the local store refused to remember', { cause: error[0] });
}

/** The open workspace's memory, with the newest state at hand. */
export type Notebook = Readonly<{ read: () => Memory; note: (change: Partial<Memory>) => Promise<void> }>;

export function openNotebook(memory: Memory, write: SessionMemory['write']): Notebook {
  let current = memory;
  return {
    read: () => current,
    note: async (change) => {
      current = { ...current, ...change };
      await write(current);
    },
  };
}
