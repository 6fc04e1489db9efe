import type { Observable } from 'rxjs';
import type { Desk } from './desk.ts';
import type { Acts } from './desk-acts.ts';
import type { DeskCall } from './desk-messages.ts';
import type { Reads } from './desk-reads.ts';

// The desk's methods, listed once for whatever passes them on; the compiler sees to none being forgotten.

const reads: Readonly<Record<keyof Reads, true>> = {
  leads$: true,
  lead$: true,
  overview$: true,
  products$: true,
  members$: true,
  planned$: true,
  dispatches$: true,
  items$: true,
  afterwards$: true,
  refused$: true,
  queue$: true,
  activities$: true,
  proof$: true,
  conflicts$: true,
  reviews$: true,
  segments$: true,
  policy$: true,
  classifier$: true,
  neighbours$: true,
  previewScores$: true,
  previewDecisions$: true,
  away$: true,
  consentTasks$: true,
  personConsents$: true,
  sending$: true,
};

const acts: Readonly<Record<keyof Acts, true>> = {
  patch: true,
  undo: true,
  planUndo: true,
  settle: true,
  decide: true,
  reevaluate: true,
  planDispatch: true,
  requestDispatch: true,
  reviewDispatch: true,
  sendAsComposed: true,
  sendToPresent: true,
  discardDispatch: true,
  cancelDispatch: true,
  pauseDispatch: true,
  resumeDispatch: true,
  settleItem: true,
  resendFailed: true,
  recordExport: true,
  saveSegment: true,
  deleteSegment: true,
  restoreSegment: true,
  setPolicy: true,
  recordConsent: true,
  noteNotices: true,
  reconfirmConsents: true,
  sendNotices: true,
  markMinor: true,
  recordPurchase: true,
  dismissAway: true,
  dismissRefused: true,
  restoreRefused: true,
  retryRefused: true,
  correctRefused: true,
  verify: true,
  cancelVerify: true,
  seeDifferences: true,
  downloadAgain: true,
};

const calls: Readonly<Record<DeskCall, true>> = {
  ...acts,
  learnNow: true,
  consentHistory: true,
  sendTest: true,
  connectKakao: true,
  packets: true,
  packet: true,
  replayPacket: true,
  discardPacket: true,
  takeOver: true,
  syncNow: true,
  wake: true,
  signIn: true,
};

type Args = readonly unknown[];
const each = <T>(names: Readonly<Record<string, true>>, made: (name: string) => unknown) =>
  Object.fromEntries(Object.keys(names).map((name) => [name, made(name)])) as T;

/** The streams, each watched by its name. */
export const readsOver = (watch: (name: keyof Reads, args: Args) => Observable<unknown>): Reads =>
  each(
    reads,
    (name) =>
      (...args: Args) =>
        watch(name as keyof Reads, args),
  );

/** What a marketer does, each done by its name. */
export const actsOver = (act: (name: keyof Acts, args: Args) => Promise<unknown>): Acts =>
  each(
    acts,
    (name) =>
      (...args: Args) =>
        act(name as keyof Acts, args),
  );

/** Everything that has one answer, each asked for by its name. */
export const callsOver = (call: (name: DeskCall, args: Args) => Promise<unknown>): Pick<Desk, DeskCall> =>
  each(
    calls,
    (name) =>
      (...args: Args) =>
        call(name as DeskCall, args),
  );

export const isAct = (name: DeskCall): name is keyof Acts => Object.hasOwn(acts, name);
