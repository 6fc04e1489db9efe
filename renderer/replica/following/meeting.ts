import { hold } from '../replica-lock.ts';

/** A named channel between windows: what one end posts, all other ends hear, in order. Nothing is heard after `close`. */
export type Channel = Readonly<{
  postMessage: (message: unknown) => void;
  addEventListener: (type: 'message', listen: (event: { data: unknown }) => void) => void;
  close: () => void;
}>;

/** How windows of one origin meet: channels by name, and names that are held as long as their window lives. */
export type Meeting = Readonly<{
  open: (name: string) => Channel;
  /** Holds a name of one's own; resolves with what lets go of it. The window's death lets go of it too. */
  stay: (name: string) => Promise<() => void>;
  /** Resolves when nobody holds the name, or when given up. */
  whenGone: (name: string, givenUp: AbortSignal) => Promise<void>;
}>;

/** On the Web Locks and the broadcast channels of the origin: no page of another origin hears a word (I9). */
export const webMeeting = (
  locks: Pick<LockManager, 'request'>,
  open: (name: string) => Channel = (name) => new BroadcastChannel(name),
): Meeting => ({
  open,
  stay: async (name) => (await hold(locks, name, {}))?.release ?? (() => undefined),
  whenGone: async (name, givenUp) => {
    const held = await hold(locks, name, { signal: givenUp }).catch(() => undefined); // given up
    held?.release();
  },
});
