import type { Collection } from '../../../contract/collection.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { Result } from '../../../contract/result.ts';
import { bucketOf } from '../../../domain/digest/bucket.ts';
import { backOffMs } from '../back-off.ts';
import type { Connected } from '../connection.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Comparison } from './comparisons.ts';
import type { Difference } from './difference.ts';
import type { Mended } from './mend-bucket.ts';

/** What the server sent is what it counts: a repair that did not help twice will not help a third time. */
const rounds = 2;

/** Repairs collections, each until the server's digest says that it is equal or that repairing does not help. */
export interface Repairs {
  /** Repairs these buckets, with documents that are known to be wrong. One that was given up stays so until `retry`. */
  ask(collection: Collection, buckets: Iterable<number>, ids?: Iterable<string>): Promise<void>;
  isRepairing(collection: Collection): boolean;
  /** Why repairing did not help. */
  failure(collection: Collection): FailureCode | undefined;
  /** It was compared and is equal. */
  isEqual(collection: Collection): void;
  /** What was given up may be tried again. */
  retry(): void;
}

export type RepairNeeds = Readonly<{
  /** Compares a bucket with the server's documents and mends it; undefined where the pull is over, and another may begin. */
  mend: (collection: Collection, bucket: number, ids: readonly string[]) => Promise<Result<Mended> | undefined>;
  /** Pulls what is new and compares again; undefined when ending. */
  compareAgain: (collection: Collection) => Promise<Comparison | undefined>;
  found: (differences: readonly Difference[]) => void;
  changed: () => void;
  connection: Connected;
  surroundings: Pick<Surroundings, 'wait' | 'random'>;
  ending: AbortSignal;
}>;

type Work = Readonly<{ buckets: Set<number>; ids: Set<string> }>;

export function createRepairs(needs: RepairNeeds): Repairs {
  const { connection, surroundings, ending } = needs;
  const open = new Map<Collection, Work & Readonly<{ done: Promise<void> }>>();
  const failures = new Map<Collection, FailureCode>();

  /** Until the server answered; undefined where there is nothing more to try. */
  const mendOne = async (collection: Collection, bucket: number, ids: readonly string[]): Promise<Mended | undefined> => {
    for (let failed = 0; !ending.aborted; failed++) {
      await connection.whenConnected(ending);
      const mended = await needs.mend(collection, bucket, ids);
      if (mended?.ok) return mended.value;
      if (mended && !isPassing(mended.code)) return undefined;
      await surroundings.wait(backOffMs(failed, surroundings.random), ending);
    }
    return undefined;
  };

  /** Whether the server's own sums are wrong; undefined where a bucket could not be mended. */
  const mendAll = async (collection: Collection, { buckets, ids }: Work): Promise<boolean | undefined> => {
    let serverWrong = false;
    for (const bucket of [...buckets]) {
      const named = [...ids].filter((id) => bucketOf(id) === bucket);
      const mended = await mendOne(collection, bucket, named);
      if (!mended) return undefined;
      needs.found(mended.found);
      serverWrong ||= mended.serverWrong;
    }
    return serverWrong;
  };

  const repair = async (collection: Collection, work: Work): Promise<FailureCode | undefined> => {
    let serverWrong: boolean | undefined = false;
    for (let round = 0; round < rounds; round++) {
      serverWrong = await mendAll(collection, work);
      if (serverWrong === undefined) return ending.aborted ? undefined : 'replica.different';
      const again = await needs.compareAgain(collection);
      if (!again || again.different.length === 0) return undefined;
      work.buckets.clear();
      for (const bucket of again.different) work.buckets.add(bucket);
    }
    return serverWrong ? 'replica.serverDigest' : 'replica.different';
  };

  const begin = async (collection: Collection, work: Work) => {
    needs.changed();
    try {
      const failure = await repair(collection, work);
      if (failure) failures.set(collection, failure);
    } catch (error) {
      failures.set(collection, 'replica.storage');
      throw error;
    } finally {
      open.delete(collection);
      needs.changed();
    }
  };

  return {
    ask: (collection, buckets, ids = []) => {
      if (failures.has(collection)) return Promise.resolve();
      const under = open.get(collection);
      if (under) return under.done;
      const known = new Set(ids);
      const work = { buckets: new Set([...buckets, ...[...known].map(bucketOf)]), ids: known };
      const done = Promise.resolve().then(() => begin(collection, work));
      open.set(collection, { ...work, done });
      return done;
    },
    isRepairing: (collection) => open.has(collection),
    failure: (collection) => failures.get(collection),
    isEqual: (collection) => {
      failures.delete(collection);
    },
    retry: () => failures.clear(),
  };
}

/** A server that is away, busy, or does not know our place any more will answer later; whoever has no such route will not. */
const isPassing = (code: FailureCode): boolean =>
  code.startsWith('server.') || code.startsWith('auth.') || code === 'request.tooMany' || code === 'replication.resync';
