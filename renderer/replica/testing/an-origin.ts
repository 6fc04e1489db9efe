import { type Channel, type Meeting, webMeeting } from '../following/meeting.ts';
import { type ReplicaLock, webReplicaLock } from '../replica-lock.ts';
import { createMemoryLocks } from './memory-locks.ts';

/** What the windows of one origin share: locks in memory and real channels, which no other test's windows hear. */
export type Origin = Readonly<{ lock: ReplicaLock; meeting: Meeting; mortal: () => MortalWindow }>;

/** A window's part of its origin. When it dies, its locks are free and its channels silent, in the middle of whatever it did. */
export type MortalWindow = Readonly<{ lock: ReplicaLock; meeting: Meeting; dead: () => boolean; die: () => void }>;

let origins = 0;

export function anOrigin(): Origin {
  const locks = createMemoryLocks();
  const mine = `${Math.random()} ${++origins}`;
  const open = (name: string): Channel => new BroadcastChannel(`${mine} ${name}`);
  return { lock: webReplicaLock(locks), meeting: webMeeting(locks, open), mortal: () => aMortalWindow(locks, open) };
}

function aMortalWindow(locks: Pick<LockManager, 'request'>, open: (name: string) => Channel): MortalWindow {
  let dead = false;
  let die: () => void = () => undefined;
  const death = new Promise<void>((resolve) => {
    die = resolve;
  });
  const request = (name: string, options: LockOptions, granted: (lock: Lock | null) => unknown) =>
    locks.request(name, options, (lock) => Promise.race([granted(lock), death]));
  const mortalLocks = { request: request as LockManager['request'] };
  const openMortal = (name: string): Channel => {
    const channel = open(name);
    void death.then(() => channel.close());
    return { ...said(channel), postMessage: (message) => dead || channel.postMessage(message) };
  };
  return {
    lock: webReplicaLock(mortalLocks),
    meeting: webMeeting(mortalLocks, openMortal),
    dead: () => dead,
    die: () => {
      dead = true;
      die();
    },
  };
}

const said = (channel: Channel) => ({
  addEventListener: channel.addEventListener.bind(channel) as Channel['addEventListener'],
  close: () => channel.close(),
});
