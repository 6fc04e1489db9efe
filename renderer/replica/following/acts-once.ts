import type { DeleteSegment } from '../../../contract/command/delete-segment.ts';
import type { PatchLeads } from '../../../contract/command/patch-leads.ts';
import type { SaveSegment } from '../../../contract/command/save-segment.ts';
import type { SettleConflicts } from '../../../contract/command/settle-conflicts.ts';
import type { CommandStore, NewCommand } from '../command-store.ts';
import type { Desk } from '../desk.ts';
import { type Acts, actsOn } from '../desk-acts.ts';
import type { Replica } from '../open-replica.ts';
import type { StoredCommand } from '../stored-command.ts';
import { batchOf } from '../undoing/named-commands.ts';
import type { Front } from './front.ts';

type Stored = readonly [StoredCommand, ...StoredCommand[]];
type Answers = Readonly<{ [K in keyof Acts]: (stored: Stored, replica: Replica) => Awaited<ReturnType<Desk[K]>> | undefined }>;

const nothing = () => undefined;

/** Of a bulk of requests. */
function decided(stored: Stored): Awaited<ReturnType<Desk['decide']>> {
  const requests = stored.flatMap(({ command: { act } }) => ('requests' in act ? act.requests : []));
  return { undoes: batchOf(stored[0]) ?? stored[0].id, leads: requests.length };
}

/** What an act answered, read from the commands that it left; the compiler sees to no act being forgotten. */
const answers: Answers = {
  patch: (stored) => {
    const patches = stored.map(({ command: { act } }) => act as PatchLeads);
    const leads = new Set(patches.flatMap(({ groups }) => groups.flatMap((group) => group.leads)));
    return { undoes: patches[0]?.batchId ?? stored[0].id, leads: leads.size };
  },
  settle: (stored) => {
    const settled = stored.map(({ command: { act } }) => act as SettleConflicts);
    return { undoes: settled[0]?.batchId ?? stored[0].id, leads: settled.reduce((sum, { conflicts }) => sum + conflicts.length, 0) };
  },
  requestDispatch: ([first]) => ({ dispatchId: first.id }),
  setPolicy: ([{ id }]) => ({ undoes: id, leads: 1 }),
  undo: (stored, { view }) => {
    if (stored[0].command.act.kind === 'setPolicy') return { undoes: stored[0].id, leads: 1, leftAlone: 0 };
    const undoes = batchOf(stored[0]) ?? stored[0].id;
    const written = view.done(undoes).flatMap((done) => done.written);
    return { undoes, leads: new Set(written.map(({ leadId }) => leadId)).size, leftAlone: 0 };
  },
  saveSegment: ([{ command }]) => ({ segmentId: (command.act as SaveSegment).segmentId }),
  deleteSegment: ([{ id, command }], { view }) => {
    const segment = view.documents.of('segment').get((command.act as DeleteSegment).segmentId);
    return segment && { segment, undoes: id };
  },
  restoreSegment: nothing,
  decide: decided,
  reevaluate: decided,
  cancelDispatch: nothing,
  pauseDispatch: nothing,
  resumeDispatch: nothing,
  settleItem: nothing,
  recordExport: nothing,
  resendFailed: ([first]) => ({ dispatchId: first.id }),
  dismissRefused: nothing,
  restoreRefused: nothing,
  retryRefused: nothing,
  correctRefused: nothing,
  recordConsent: nothing,
  noteNotices: nothing,
  reconfirmConsents: nothing,
  sendNotices: nothing,
  markMinor: nothing,
  recordPurchase: nothing,
  dismissAway: nothing,
  sendToPresent: ([first]) => ({ dispatchId: first.id }),
  sendAsComposed: nothing,
  discardDispatch: nothing,
  planDispatch: nothing, // it and the rest leave no command
  reviewDispatch: nothing,
  planUndo: nothing,
  verify: nothing,
  cancelVerify: nothing,
  seeDifferences: nothing,
  downloadAgain: nothing,
};

/** Whatever is stored through it carries the act's id. */
function stamping(commands: CommandStore, actId: string): CommandStore {
  const stamped = (added: readonly NewCommand[]) => added.map((each) => ({ ...each, actId }));
  return {
    ...commands,
    add: (added) => commands.add(stamped(added)),
    replace: (ids, to, added) => commands.replace(ids, to, stamped(added)),
  };
}

/** So many answers are remembered; who asks again asks within seconds. */
const rememberedActs = 1_000;

/**
 * Does an act once, by its id (I6): while it runs or has run here, it is the same one; where an owner before us stored its commands and
 * died before it answered, they are what was done. An act stores all of its commands or none, so that one of them speaks for all. One that failed may be tried again.
 */
export function actsOnce(replica: Replica, now: () => number): Front['act'] {
  const asked = new Map<string, Promise<unknown>>();

  const act = async (id: string, name: keyof Acts, args: readonly unknown[]): Promise<unknown> => {
    const [first, ...others] = replica.commands.all().filter(({ actId }) => actId === id);
    if (first) return answers[name]([first, ...others], replica);
    const acts = actsOn({ ...replica, commands: stamping(replica.commands, id) }, now);
    return (acts[name] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
  };

  return (id, name, args) => {
    const before = asked.get(id);
    if (before) return before;
    const done = act(id, name, args);
    asked.set(id, done);
    done.catch(() => asked.delete(id));
    const [oldest] = asked.keys();
    if (asked.size > rememberedActs && oldest) asked.delete(oldest);
    return done;
  };
}
