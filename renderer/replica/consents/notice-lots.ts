import type { SendNotices } from '../../../contract/command/send-notices.ts';

export type Notices = SendNotices['notices'];

/** One command names so many, and each person once. */
const mostNotices = 1_000;

/** Notices as commands may name them, each once: somebody's second one goes with another command. A fact that says two things is told at once. */
export function noticeLots(notices: Notices): readonly Notices[] {
  const rounds = new Map<number, Notices>();
  const times = new Map<string, number>();
  const each = new Map(notices.map((notice) => [`${notice.userId} ${notice.consentFactId}`, notice]));
  for (const notice of each.values()) {
    const time = times.get(notice.userId) ?? 0;
    times.set(notice.userId, time + 1);
    rounds.set(time, [...(rounds.get(time) ?? []), notice]);
  }
  return [...rounds.values()].flatMap((round) =>
    Array.from({ length: Math.ceil(round.length / mostNotices) }, (_, lot) => round.slice(lot * mostNotices, (lot + 1) * mostNotices)),
  );
}
