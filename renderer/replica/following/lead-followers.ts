import { type Served, serve } from '../serve-desk.ts';
import type { Account } from '../session-memory.ts';
import { type HallMessage, hallName, lineName, presenceName } from './hall.ts';
import type { Meeting } from './meeting.ts';

type Needs = Readonly<{
  meeting: Meeting;
  account: Account;
  /** Another one each time that a replica is shown: fresh, so that no line is ever taken for another's. */
  owner: string;
  served: Served;
}>;

/** Lets other windows of the same account use this one's replica, each over a line of its own until it is gone. */
export function leadFollowers({ meeting, account, owner, served }: Needs): Readonly<{ stop: () => void }> {
  const hall = meeting.open(hallName(account));
  const stopping = new AbortController();
  const ends = new Map<string, () => void>();
  const say = (message: HallMessage) => hall.postMessage(message);

  const admit = (follower: string) => {
    const channel = meeting.open(lineName(owner, follower));
    const serving = serve(served, channel);
    const leaving = new AbortController();
    ends.set(follower, () => {
      ends.delete(follower);
      leaving.abort();
      serving.stop();
      channel.close();
    });
    void meeting.whenGone(presenceName(follower), leaving.signal).then(() => ends.get(follower)?.());
  };

  hall.addEventListener('message', ({ data }) => {
    const message = data as HallMessage;
    if (message.kind !== 'hello' || stopping.signal.aborted) return;
    if (!ends.has(message.follower)) admit(message.follower);
    say({ kind: 'welcome', owner, follower: message.follower });
  });
  say({ kind: 'owned', owner });

  return {
    stop: () => {
      stopping.abort();
      for (const end of ends.values()) end();
      say({ kind: 'left', owner });
      hall.close();
    },
  };
}
