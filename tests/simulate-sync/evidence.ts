import type { Collection } from '../../contract/collection.ts';
import { isVisible, standings } from '../../renderer/replica/stored-command.ts';
import type { Acknowledged, Delivered } from './chat-client.ts';
import { commandsOnce, type Made } from './checker/commands-once.ts';
import { countsSum } from './checker/counts-sum.ts';
import { editsKept } from './checker/edits-kept.ts';
import { endedForGood } from './checker/ended-for-good.ts';
import { answersGiven, eventsKept } from './checker/events-kept.ts';
import { foldedOnce } from './checker/folded-once.ts';
import { noFalseAlarm } from './checker/no-false-alarm.ts';
import { type Arrived, overlayHolds } from './checker/overlay-holds.ts';
import { replicasEqual } from './checker/replicas-equal.ts';
import { segmentsKept } from './checker/segments-kept.ts';
import { pausesKept, sentInTime } from './checker/sent-in-time.ts';
import { sentOnce } from './checker/sent-once.ts';
import { type ServerState, serverState } from './checker/server-state.ts';
import { shownIsStored } from './checker/shown-is-stored.ts';
import { stepsOverNothing } from './checker/steps-over-nothing.ts';
import type { Finding, Violation } from './checker/violation.ts';
import { withdrawalsHeard } from './checker/withdrawals-heard.ts';
import type { Desk, OpenDesk } from './desk.ts';
import type { Witness, World } from './world.ts';

/** Everything that is seen while a story goes on, and what is wrong with it. */
export type Evidence = Readonly<{
  witness: Witness;
  violations: readonly Violation[];
  note: (finding: Finding) => void;
  /** When everything has come to rest. */
  judge: () => Promise<void>;
}>;

const linesBefore = 8;

export function gatherEvidence(world: World): Evidence {
  let acknowledged: Acknowledged[] = [];
  const delivered: Delivered[] = [];
  const made = new Map<string, Made>();
  const arrived: Arrived = new Set();
  const violations: Violation[] = [];
  const state = (): ServerState => serverState(world.machine.disk);
  const note = (finding: Finding) => void violations.push({ ...finding, at: world.clock.now(), before: world.journal.slice(-linesBefore) });

  const follow = (desk: Desk, open: OpenDesk) => {
    for (const finding of [...remember(made, desk, open), ...overlayHolds(desk, open, state(), arrived), ...countsSum(desk, open)])
      note(finding);
  };

  /** What was acknowledged after the backup is gone with it, and is asked about no more. */
  const restored = () => {
    const { fact } = state();
    acknowledged = acknowledged.filter(({ event }) => fact(event.eventId));
  };

  return {
    violations,
    note,
    witness: {
      restored,
      acknowledged: (event) => void acknowledged.push(event),
      delivered: (message) => void delivered.push(message),
      checkpointMoved: (desk, collection, from, to) => {
        if (!world.machine.lostEpochs.has(to.epoch)) stepsOverNothing(desk, state(), collection, from, to).forEach(note);
      },
      deskOpened: (desk, open) => {
        const look = () => follow(desk, open);
        open.replica.view.changed$.subscribe(look);
        open.replica.commands.changed$.subscribe(look);
        look();
      },
    },
    judge: async () => {
      const now = state();
      const findings = [
        ...(await foldedOnce(now)),
        ...replicasEqual(world.desks, now),
        ...(world.machine.restoredAt() === undefined ? noFalseAlarm(world.desks) : []), // a place in a lost life may look like one of this
        ...commandsOnce(made, now, { restoredAt: world.machine.restoredAt(), now: world.clock.now() }),
        ...editsKept(now),
        ...eventsKept(acknowledged, now),
        ...answersGiven(acknowledged, delivered, world.machine.restoredAt()),
        ...sentOnce(world.kakao, now, world.machine.restoredAt()),
        ...sentInTime(world.kakao, now),
        ...pausesKept(now),
        ...endedForGood(now),
        ...withdrawalsHeard(now),
        ...segmentsKept(now),
        ...shownIsStored(world.desks, now),
      ];
      findings.forEach(note);
    },
  };
}

/**
 * How a desk's commands stand now; one that is forgotten before its effect is here was lost (I6). A desk that comes back after a month may see the
 * effect and forget the command while it is being opened, before anybody looks: then its disk tells.
 */
function remember(made: Map<string, Made>, { member, disk }: Desk, { replica }: OpenDesk): Finding[] {
  const all = replica.commands.all();
  const standing = standings(all);
  for (const stored of all) {
    const { id, command, outcome } = stored;
    const effectIsHere = () => isVisible(stored, (name) => disk.checkpoints.get(name as Collection));
    made.set(id, { member, command, ...(outcome && { outcome }), standing: standing.get(id) ?? 'waiting', effectIsHere });
  }
  const forgotten = [...made].filter(([id, one]) => one.member === member && !standing.has(id));
  return forgotten.flatMap(([id, one]): Finding[] => {
    if (one.standing === 'arriving' && one.effectIsHere()) made.set(id, { ...one, standing: 'settled' });
    else if (one.standing === 'waiting' || one.standing === 'arriving') {
      made.delete(id);
      return [{ invariant: 'I6', what: `${one.command.act.kind} ${id} of ${member} was ${one.standing}, and the desk has forgotten it` }];
    }
    return [];
  });
}
