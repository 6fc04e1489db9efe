import type { Child } from './child.ts';

/** Two weeks of a shop's chats at once, so that every screen has something to show; then chats that go on while one looks. */
const passes = [
  ['--users', '200', '--days', '14', '--rate', '300', '--seconds', '10', '--seed', 'demo'],
  ['--users', '200', '--rate', '5', '--seconds', '86400', '--seed', 'demo-live'],
] as const;

export type Demo = Readonly<{ stop: () => Promise<void> }>;

/** Plays the passes one after the other; the simulator publishes the sample catalogue itself. Stopped, it starts none of the rest. */
export function startDemo(startSimulator: (args: readonly string[]) => Child): Demo {
  let stopped = false;
  let current: Child | undefined;
  const played = (async () => {
    for (const args of passes) {
      if (stopped) return;
      current = startSimulator(args);
      await current.ended;
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await current?.stop();
      await played;
    },
  };
}
