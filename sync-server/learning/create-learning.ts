import type { Logger } from 'pino';
import type { NeighboursCard } from '../../contract/policy/neighbours-card.ts';
import { splitLeadId } from '../../domain/identity/ids.ts';
import { createPopularity, type Popularity } from '../../domain/recommendation/popularity.ts';
import { showsInterest } from '../../domain/recommendation/shows-interest.ts';
import { kstDay } from '../../domain/time/kst.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import { startWorkspaceLoops, type WorkspaceLoops } from '../wake-ups/workspace-loops.ts';
import type { Learner } from './learner.ts';
import type { PublishModel } from './publish-model.ts';
import { followFeed, type ReadOn } from './read-feed.ts';

/** A server that has just started has more urgent things to do. */
export const firstLookMs = 20_000;
/** What changed is read this often at most. */
const lookEveryMs = 60_000;
/** A file is made when so many interests came or went, and an hour has passed since the last one; or when a day has. */
const enoughChanges = 20;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** As many as whoever recommends can be in need of, once what is refused, out of stock and sent already is left out. */
const popularProducts = 100;

export type LearningPorts = Readonly<{
  store: Pick<Store, 'feed' | 'credentials'>;
  wakeUps: Pick<WakeUps, 'feedAdvanced$'>;
  learner: Learner;
  publish: PublishModel;
  /** Epoch ms. */
  now: () => number;
  /** How long a file took to make, and how large it is. */
  made(ms: number, bytes: number): void;
  log: Logger;
}>;

export type Learning = Readonly<{
  /** Reads what changed and publishes a file of it at once, unless it would say what the present one does; resolves with the card that counts then. */
  learnNow(workspace: string): Promise<NeighboursCard>;
  /** Follows the feed of every workspace and publishes a file whenever one is due, until it is stopped. */
  follow(): Promise<WorkspaceLoops>;
}>;

/** What is known of one workspace; nothing of it is stored, since the feed has all of it. */
type Pupil = {
  readonly readLeads: ReadOn;
  readonly readMetrics: ReadOn;
  readonly popularity: { now: Popularity };
  /** Interests that came or went since the last file. */
  changes: number;
  nextLookAt: number;
  /** Looks and files of one workspace follow one another. */
  last: Promise<unknown>;
};

/**
 * Learns which products the same people ask about, beside the fold and never in the way of an event: follows the leads through the feed as a desk does, and
 * publishes what came of it. After a restart all of it is read again, and a file that comes out the same is not published again.
 */
export function createLearning({ store, wakeUps, learner, publish, now, made, log }: LearningPorts): Learning {
  const pupils = new Map<string, Pupil>();

  function pupilOf(workspace: string): Pupil {
    const known = pupils.get(workspace);
    if (known) return known;
    const popularity = { now: createPopularity() };
    const pupil: Pupil = {
      popularity,
      changes: 0,
      nextLookAt: now() + firstLookMs,
      last: Promise.resolve(),
      readLeads: followFeed(store.feed, workspace, 'lead', {
        changed: async (leads, gone) => {
          const shown = leads.map((lead) => ({ userId: lead.userId, productId: lead.productId, shown: showsInterest(lead) }));
          pupil.changes += await learner.take(workspace, [...shown, ...gone.map((id) => ({ ...splitLeadId(id), shown: false }))]);
        },
        startedOver: () => learner.forget(workspace),
      }),
      readMetrics: followFeed(store.feed, workspace, 'metric', {
        changed: async (metrics) => metrics.forEach(popularity.now.note),
        startedOver: async () => {
          popularity.now = createPopularity();
        },
      }),
    };
    pupils.set(workspace, pupil);
    return pupil;
  }

  async function look(pupil: Pupil, stopping: () => boolean): Promise<void> {
    await pupil.readLeads(stopping);
    await pupil.readMetrics(stopping);
    pupil.nextLookAt = now() + lookEveryMs;
  }

  /** Whatever it has read is of no use once the learner has forgotten it. */
  const inTurn = <T>(workspace: string, work: (pupil: Pupil) => Promise<T>): Promise<T> => {
    const pupil = pupilOf(workspace);
    const result = pupil.last.then(() => work(pupil));
    pupil.last = result.catch(() => pupils.delete(workspace));
    return result;
  };

  const cardOf = async (workspace: string): Promise<NeighboursCard | undefined> => {
    const card = (await store.feed.documents(workspace, 'policy', ['neighbours'])).get('neighbours');
    return card?.id === 'neighbours' ? card : undefined;
  };

  async function makeFile(workspace: string, pupil: Pupil): Promise<NeighboursCard> {
    const madeAt = now();
    const { bytes, learnedFrom } = await learner.make(workspace);
    const popular = [...pupil.popularity.now.newest(kstDay(madeAt), popularProducts)];
    const card = await publish(workspace, { id: 'neighbours', madeAt, learnedFrom, popular }, bytes);
    pupil.changes = 0;
    made(now() - madeAt, bytes.byteLength);
    log.info({ workspace, version: card.version, bytes: bytes.byteLength, ...learnedFrom }, 'neighbours published');
    return card as NeighboursCard;
  }

  /** Answers when to look again by itself. */
  const drain = (workspace: string, stopping: () => boolean): Promise<number | undefined> =>
    inTurn(workspace, async (pupil) => {
      const waitMs = pupil.nextLookAt - now();
      if (waitMs > 0) return waitMs;
      await look(pupil, stopping);
      if (stopping() || pupil.changes === 0) return undefined;
      if (!isDue(pupil.changes, await cardOf(workspace), now())) return lookEveryMs;
      await makeFile(workspace, pupil);
      return undefined;
    });

  return {
    learnNow: (workspace) =>
      inTurn(workspace, async (pupil) => {
        await look(pupil, () => false);
        return makeFile(workspace, pupil);
      }),
    follow: async () => startWorkspaceLoops({ workspaces: await store.credentials.workspaces(), wake$: wakeUps.feedAdvanced$, drain, log }),
  };
}

function isDue(changes: number, before: NeighboursCard | undefined, now: number): boolean {
  if (!before) return true;
  const age = now - before.madeAt;
  return age >= dayMs || (age >= hourMs && changes >= enoughChanges);
}
