import type { FailureCode } from '../../contract/failure.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { digest } from '../facts/digest.ts';
import { Documents } from '../facts/documents.ts';
import { writeFacts } from '../facts/write-facts.ts';
import type { CommandFact, EventFact, PacketAct } from '../store/port/fact.ts';
import type { FeedTransaction } from '../store/port/feed.ts';
import type { QuarantinedRow } from '../store/port/log.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import { may } from './may.ts';

export type ReleasePorts = Readonly<{
  store: Pick<Store, 'feed' | 'credentials'>;
  wakeUps: Pick<WakeUps, 'feedAdvanced$' | 'logCommitted$'>;
  /** Epoch ms. */
  now: () => number;
  /** A fresh ULID of this time. */
  newId: (now: number) => string;
}>;

/** What a member wants of a packet: that it becomes this event, or nothing. */
export type Release = Readonly<{ row: QuarantinedRow; member: string; event?: EventFact; fixed?: boolean }>;
export type Released = 'stored' | 'duplicate' | 'discarded';

/** Thrown to roll a transaction back; never leaves this file. */
class Refusal extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode) {
    super(code);
    this.code = code;
  }
}

/**
 * Takes a packet out of quarantine: the row goes, its event is appended behind the cursor like any other of its client, and the
 * member's command tells who did it, in one transaction. So neither a crash nor a second try makes two of it, and a rebuild finds
 * the same audit. Where somebody else was quicker, or another body has the id, nothing changes.
 */
export const createRelease =
  ({ store, wakeUps, now, newId }: ReleasePorts) =>
  async (workspace: string, release: Release): Promise<Result<Released>> => {
    if (!may({ member: release.member, from: 'credential' }, toAct(release))) return failed('command.forbidden');
    const hmacKey = await store.credentials.hmacKey(workspace);
    const at = now();
    const command = toFact(release, { id: newId(at), at, hmacKey });
    const released = await orRefused(store.feed.transaction(workspace, (feed) => write(feed, release, command)));
    if (!released.ok) return released;
    wakeUps.feedAdvanced$.next(workspace);
    if (released.value === 'stored') wakeUps.logCommitted$.next(workspace);
    return released;
  };

async function write(feed: FeedTransaction, { row, event }: Release, command: CommandFact): Promise<Released> {
  if (!(await feed.releasePacket(row.id))) throw new Refusal('quarantine.unknown');
  const appended = event ? await feed.appendEvent(event) : 'discarded';
  if (appended === 'idReused') throw new Refusal('event.idReused');
  await writeFacts(feed, new Documents(feed), [command]);
  return appended;
}

async function orRefused<T>(work: Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work);
  } catch (error) {
    if (error instanceof Refusal) return failed(error.code);
    throw error;
  }
}

const toAct = ({ row: { id: packetId }, event, fixed = false }: Release): PacketAct =>
  event ? { kind: 'replayPacket', packetId, fixed } : { kind: 'discardPacket', packetId };

/** Nothing of what the packet says is in it (I11). */
function toFact(release: Release, { id, at, hmacKey }: Readonly<{ id: string; at: number; hmacKey: Uint8Array }>): CommandFact {
  const { row, member, event } = release;
  const act = toAct(release);
  const effect = { kind: 'released', client: row.client, code: row.code, ...(event && { eventId: event.factId }) } as const;
  return {
    kind: 'command',
    factId: id,
    at,
    receivedAt: at,
    clamped: false,
    by: member,
    digest: digest(hmacKey, member, { id, issuedAt: at, act }),
    body: { act, outcome: { id, status: 'applied' }, effect },
    personal: [],
  };
}
