import type { Act, Command, Outcome, VisibleAt } from '../../contract/command.ts';
import type { AdapterId } from '../../contract/dispatch.ts';
import { makesSend } from '../../domain/dispatching/makes-send.ts';
import { clampAt } from '../../domain/time/clamp.ts';
import { digest } from '../facts/digest.ts';
import { Documents } from '../facts/documents.ts';
import { toOutboxRows } from '../facts/outbox-rows.ts';
import { appendLinked, foldAll } from '../facts/write-facts.ts';
import type { CommandFact, PlacedFact, SystemAct } from '../store/port/fact.ts';
import type { FeedTransaction, Seqs } from '../store/port/feed.ts';
import { type JudgedCommand, outcomeOf, toCommandFact } from './command-fact.ts';
import { type Judgement, rejected } from './handler.ts';
import { judge } from './judge.ts';
import type { Actor } from './may.ts';

/** A command of anybody's; the server's own have the id `hash(job, input)`. */
export type AnyCommand = Omit<Command, 'act'> & Readonly<{ act: Act | SystemAct }>;

/** `held`: it names a command that is not here or was rejected; nothing was stored, and it may come again. */
export type Applied = Readonly<{ outcome: Outcome | 'held'; advanced: boolean; queued: boolean }>;

const unchanged = (outcome: Applied['outcome']): Applied => ({ outcome, advanced: false, queued: false });

/** Applies a command once, by its id (I6), in the caller's transaction: the second time it only gets its outcome again. */
export async function applyCommand(
  feed: FeedTransaction,
  command: AnyCommand,
  actor: Actor,
  { now, hmacKey, provider }: Readonly<{ now: number; hmacKey: Uint8Array; provider: AdapterId }>,
): Promise<Applied> {
  const { givenBefore, ...asked } = command; // the same command, whether for the first time or again
  const own = digest(hmacKey, actor.member, asked);
  const stored = await feed.fact(command.id);
  if (stored) return unchanged(answerAgain(command.id, stored, own));
  if (!(await allApplied(feed, command.after ?? []))) return unchanged('held');
  const at = clampAt(command.issuedAt, now);
  const documents = new Documents(feed);
  const context = { commandId: command.id, by: actor.member, at, now, hmacKey, provider, documents, feed };
  const isForgotten = givenBefore && makesSend(command.act); // by this server, which was put back to a backup (I7)
  const judgement = isForgotten ? rejected('dispatch.mayHaveLeft') : await judge(command.act, actor, context);
  const head = { factId: command.id, at, receivedAt: now, clamped: at !== command.issuedAt, by: actor.member, digest: own };
  return write(feed, documents, { ...head, body: toBody(command, judgement) }, judgement);
}

function answerAgain(id: string, stored: PlacedFact, own: string): Outcome {
  return stored.kind === 'command' && stored.digest === own ? outcomeOf(stored) : { id, status: 'rejected', code: 'command.idReused' };
}

async function allApplied(feed: FeedTransaction, ids: readonly string[]): Promise<boolean> {
  for (const id of ids) {
    const fact = await feed.fact(id);
    if (fact?.kind !== 'command' || fact.body.outcome.status === 'rejected') return false;
  }
  return true;
}

const toBody = ({ id, act }: AnyCommand, { outcome, effect }: Judgement): CommandFact['body'] => ({
  act,
  outcome: { ...outcome, id },
  ...(effect && { effect }),
});

/** Folds first: the outcome that goes into the log says where in the feed its effect is. */
async function write(feed: FeedTransaction, documents: Documents, judged: JudgedCommand, judgement: Judgement): Promise<Applied> {
  const { consequences = [], outgoing = [] } = judgement;
  await foldAll(documents, [toCommandFact(judged), ...consequences]);
  const visibleAt = toVisibleAt(feed.epoch, await feed.write(documents.take()));
  const outcome = { ...judged.body.outcome, ...(visibleAt && { visibleAt }) };
  await appendLinked(feed, [toCommandFact({ ...judged, body: { ...judged.body, outcome } }), ...consequences]);
  if (outgoing.length > 0) await feed.queue(toOutboxRows(outgoing));
  return { outcome, advanced: visibleAt !== undefined, queued: outgoing.length > 0 };
}

/** Absent where nothing changed: such an overlay is dropped at once. */
const toVisibleAt = (epoch: string, seqs: Seqs): VisibleAt | undefined =>
  Object.keys(seqs).length > 0 ? { epoch, seqs: { ...seqs } as VisibleAt['seqs'] } : undefined;
