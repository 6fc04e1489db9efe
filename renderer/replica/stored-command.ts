import { Command, type Outcome } from '../../contract/command.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { Checkpoint } from '../../contract/replication.ts';
import type { ComposedAudience } from './review/composed-audience.ts';

/** A command as this machine keeps it: until 30 days after its outcome, so that a restored server can be given it again. */
export type StoredCommand = Readonly<{
  id: string;
  command: Command;
  storedAt: number;
  /** The act that made it, by which that act is done only once whoever is asked again. */
  actId?: string;
  outcome?: Outcome;
  outcomeAt?: number;
  /** The server's newest epoch when the outcome came: `visibleAt` may be of an older one where a command was sent twice. */
  confirmedIn?: string;
  /** The replica has stored everything the outcome made visible; its overlay is gone for good. */
  settled?: true;
  /** The server cannot read it, or fails over it again and again: it has no outcome, and is not sent until a person says so. */
  aside?: Readonly<{ code: FailureCode; at: number }>;
  /** It was settled, and is given again to a server that may have forgotten it: its effect is shown only where it was lost. */
  again?: true;
  /** A person has discarded it: refused, put aside, or held by one of these. */
  dismissed?: true;
  /** It may have left this machine: what is done about it from now on is a command of its own. */
  posted?: true;
  /** Taken back before it was ever posted, which nobody else will hear of. */
  withdrawn?: true;
  /** Of a dispatch: what it was written from. */
  audience?: ComposedAudience;
  /** Its audience had changed by so many when the server was there again, and nobody has said yet what becomes of it. */
  review?: Readonly<{ entered: number; left: number }>;
}>;

/** Whether what was read is one: it was when it was written, but a disk may break. */
export function isStoredCommand(body: unknown): body is StoredCommand {
  const one = body as Partial<Record<keyof StoredCommand, unknown>> | null | undefined;
  return typeof one === 'object' && one !== null && typeof one.storedAt === 'number' && Command.safeParse(one.command).data?.id === one.id;
}

/**
 *   waiting --outcome--> arriving --replica stored visibleAt--> settled
 *      |  \--rejected, or put aside without an outcome--> refused
 *      |\-- its audience changed before it was posted --> review --a person's word--> waiting | withdrawn
 *      |\-- names a refused or held one in `after` --> held
 *      \--- taken back before it was posted --> withdrawn
 */
export type Standing = 'waiting' | 'review' | 'held' | 'refused' | 'arriving' | 'settled' | 'withdrawn';

const worked = new WeakMap<readonly StoredCommand[], ReadonlyMap<string, Standing>>();

/**
 * Where each command stands. Commands in ULID order, so that what one names in `after` comes before it. Worked out once for the same list: every
 * change of thousands that wait is asked about from many sides.
 */
export function standings(commands: readonly StoredCommand[]): ReadonlyMap<string, Standing> {
  const before = worked.get(commands);
  if (before) return before;
  const found = new Map<string, Standing>();
  for (const stored of commands) found.set(stored.id, standingOf(stored, found));
  worked.set(commands, found);
  return found;
}

const sorted = new WeakMap<readonly StoredCommand[], ReadonlyMap<Standing, readonly StoredCommand[]>>();

/** The commands that stand somewhere, in ULID order; worked out once for the same list too. */
export function commandsThatAre(standing: Standing, commands: readonly StoredCommand[]): readonly StoredCommand[] {
  const known = sorted.get(commands) ?? byStanding(commands);
  sorted.set(commands, known);
  return known.get(standing) ?? [];
}

function byStanding(commands: readonly StoredCommand[]): ReadonlyMap<Standing, readonly StoredCommand[]> {
  const standing = standings(commands);
  const found = new Map<Standing, StoredCommand[]>();
  for (const stored of commands) {
    const is = standing.get(stored.id) as Standing;
    const alike = found.get(is);
    if (alike) alike.push(stored);
    else found.set(is, [stored]);
  }
  return found;
}

function standingOf(
  { command, outcome, settled, withdrawn, posted, review, aside, dismissed }: StoredCommand,
  before: ReadonlyMap<string, Standing>,
): Standing {
  if (withdrawn) return 'withdrawn';
  if (outcome) return outcome.status === 'rejected' ? 'refused' : settled ? 'settled' : 'arriving';
  if (aside || dismissed) return 'refused';
  const stopped = command.after?.some((id) => before.get(id) === 'refused' || before.get(id) === 'held');
  if (stopped) return 'held';
  return review && !posted ? 'review' : 'waiting';
}

/** Nobody else will hear of it. */
export const takenBack = (stored: StoredCommand, at: number): StoredCommand => ({ ...stored, withdrawn: true, outcomeAt: at });

/** Whether everything an outcome made visible is stored here, in the epoch of the outcome or of its confirmation. */
export function isVisible({ outcome, confirmedIn }: StoredCommand, reached: (collection: string) => Checkpoint | undefined): boolean {
  const visibleAt = outcome?.visibleAt;
  if (!visibleAt) return outcome !== undefined;
  return Object.entries(visibleAt.seqs).every(([collection, seq]) => {
    const place = reached(collection);
    return place !== undefined && place.seq >= seq && (place.epoch === visibleAt.epoch || place.epoch === confirmedIn);
  });
}

/** Whether an outcome that is not visible yet was given by an earlier life of the server, which may have been lost since. */
export const isDoubtful = ({ outcome, confirmedIn }: StoredCommand, serverEpoch: string): boolean =>
  outcome?.visibleAt !== undefined && outcome.visibleAt.epoch !== serverEpoch && confirmedIn !== serverEpoch;
