import { monotonicFactory } from 'ulid';
import { readFirstClient, readOwner } from '../simulate/local-server.ts';
import { elapsed } from '../simulate/pace.ts';
import type { Random } from '../simulate/random.ts';
import { Desk } from './desk.ts';
import { faults } from './faults.ts';
import { hourMs, inSeoul, storyBegins } from './hours.ts';
import { inPeace } from './in-peace.ts';
import { type Death, dataDirOf, describe, type Living, live, type Stage } from './live.ts';
import { type Line, openShop } from './shop.ts';
import type { Life, Story } from './story.ts';

export type Play = Readonly<{ stage: Stage; story: Story; random: Random; imageUrl: string; print: (line: string) => void }>;

/** What happened in it, as far as those know who did it. */
export type Played = Readonly<{
  workspace: string;
  /** Ids of all items that were asked for. */
  asked: readonly string[];
  deaths: readonly Death[];
  /** How often each fault has struck. */
  struck: Readonly<Record<string, number>>;
}>;

/** Plays the story to its end, and leaves the servers in peace then until nothing is open. */
export async function play({ stage, story, random, imageUrl, print }: Play): Promise<Played> {
  const newUlid = monotonicFactory(() => random.below(2 ** 32) / 2 ** 32);
  let living: Living | undefined;
  const line: Line = { ...(await firstLife({ stage, story, random, imageUrl, newUlid })), url: () => living?.url() };
  await stage.fake.reportTo(`http://127.0.0.1:${stage.httpPort}/v1/webhooks/solapi/${stage.webhookSecret}`);
  await stage.fake.setFaults(faults);
  const desk = new Desk(line, story, random, newUlid);
  const deaths: Death[] = [];

  for (const [number, life] of story.lives.entries()) {
    living = await live(stage, life.processes, life.trueNow);
    const died = await liveThrough(living, life, desk);
    living = undefined;
    deaths.push(...died);
    print(`life ${number + 1} of ${story.lives.length}, ${inSeoul(life.trueNow)}: ${describe(died)}`);
  }
  const struck = await stage.fake.setFaults([]);
  const speak = (now: Living | undefined) => {
    living = now;
  };
  await inPeace({ stage, story, print, desk, line, speak });
  return { workspace: line.client.workspace, asked: desk.asked, deaths, struck };
}

/** Nobody sends yet and nothing goes wrong: the shop is opened. */
async function firstLife({
  stage,
  story,
  newUlid,
  ...opening
}: Omit<Play, 'print'> & Readonly<{ newUlid: (at: number) => string }>): Promise<Omit<Line, 'url'>> {
  const living = await live(stage, [{ skewMs: 0, timeZone: 'Asia/Seoul' }], storyBegins - hourMs);
  try {
    const owner = await readOwner(dataDirOf(stage, 0));
    const client = await readFirstClient(dataDirOf(stage, 0));
    await openShop({ owner: owner.token, client, url: living.url }, story, {
      ...opening,
      startsAt: storyBegins,
      newId: () => newUlid(storyBegins),
    });
    return { owner: owner.token, client };
  } finally {
    await living.killAll();
  }
}

/** Whoever is not answered by then will not be in this life. */
const saidWithinMs = 3_000;
const askedBeforeArming = 0.5;
/** Real time: each of two servers has its turn at what comes then. */
const betweenAsksMs = 400;
/** Real time: some of them fall between a claim and its commit. */
const betweenOptOutsMs = 120;

/** The first dispatches are asked for and begun, while people opt out; then the dooms are armed, and more is asked for, one by one. */
async function liveThrough(
  living: Living,
  { trueNow, dispatches, optOuts, armAfterMs, killAfterMs, outlivesMs }: Life,
  desk: Desk,
): Promise<readonly Death[]> {
  const first = Math.ceil(dispatches.length * askedBeforeArming);
  desk.optOutOneByOne(optOuts, trueNow, betweenOptOutsMs);
  void desk.resume(trueNow);
  const said = desk.ask(dispatches.slice(0, first), trueNow);
  await Promise.race([said, living.doomsMet(saidWithinMs)]);
  await living.doomsMet(armAfterMs);
  living.arm();
  for (const one of dispatches.slice(first)) {
    void desk.ask([one], trueNow);
    await living.doomsMet(betweenAsksMs);
  }
  await living.doomsMet(killAfterMs);
  await elapsed(outlivesMs);
  return living.killAll();
}
