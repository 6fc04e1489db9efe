import { itemId } from '../../domain/identity/ids.ts';
import { elapsed } from '../simulate/pace.ts';
import type { Random } from '../simulate/random.ts';
import { dayMs, storyBegins } from './hours.ts';
import { carryOut, dispatchOf, type Line, optOut, resumeHeld, userName } from './shop.ts';
import type { Story } from './story.ts';

/** What is not sent by then never is; the story is shorter. */
const storyLastsMs = 30 * dayMs;

/** Everybody who says something to the servers. Nothing that was begun is given up, however many servers die over it (I6). */
export class Desk {
  readonly asked: string[] = [];
  readonly #line: Line;
  readonly #story: Story;
  readonly #random: Random;
  readonly #newUlid: (at: number) => string;
  readonly #acts: Promise<void>[] = [];

  constructor(line: Line, story: Story, random: Random, newUlid: (at: number) => string) {
    this.#line = line;
    this.#story = story;
    this.#random = random;
    this.#newUlid = newUlid;
  }

  /** Each begins a moment after the one before, answered or not. */
  optOutOneByOne(users: readonly number[], now: number, betweenMs: number): void {
    for (const [index, user] of users.entries()) {
      this.#begin(elapsed(index * betweenMs).then(() => optOut(this.#line, [user], now, this.#random)));
    }
  }

  /** The marketer lets go on what waits for a person. */
  resume(now: number): Promise<void> {
    return this.#begin(resumeHeld(this.#line, () => this.#newUlid(now), now));
  }

  /** Resolves when all of them are answered, in whatever way. */
  async ask(dispatches: readonly number[], now: number): Promise<void> {
    await Promise.allSettled(dispatches.map((index) => this.#ask(index, now)));
  }

  /** Resolves when everything that was begun is answered; throws what was refused. */
  async allAnswered(): Promise<void> {
    await Promise.all(this.#acts);
  }

  #ask(index: number, now: number): Promise<void> {
    const { clientSkewMs = 0, recipients = [] } = this.#story.dispatches[index] ?? {};
    const issuedAt = now + clientSkewMs;
    const id = this.#newUlid(issuedAt);
    this.asked.push(...recipients.map(({ user }) => itemId(id, userName(user))));
    return this.#begin(carryOut(this.#line, { id, issuedAt, act: dispatchOf(this.#story, index, now, storyBegins + storyLastsMs) }));
  }

  #begin(act: Promise<void>): Promise<void> {
    act.catch(() => undefined); // told by `allAnswered`
    this.#acts.push(act);
    return act;
  }
}
