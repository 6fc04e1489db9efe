import { type Collection, collections } from '../../contract/collection.ts';
import { isOpen } from '../../domain/dispatching/item-step.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import { pullAll } from '../simulate/feed.ts';
import { chatEvents, markerEvent, markerLead, productEvents } from './chat.ts';
import { type Ground, type HistoryShop, persistently } from './ground.ts';
import type { Machine, StoredDocuments } from './machine.ts';
import { deskMembers, type Step, storyOf } from './story.ts';
import { differences, lostChanges } from './verdict.ts';

/** `faults` are what a promise was broken by; none where it was kept. */
export type HistoryVerdict = Readonly<{ seed: string; steps: number; documents: number; commands: number; faults: readonly string[] }>;

/** The server goes on by itself for a moment, as when a provider's answer comes in: so often may a comparison meet that. */
const looks = 5;

/**
 * Plays the history of a seed on real desks against the real server, heals everything, and says whether every replica equals
 * the server byte for byte (I5) and every change that a desk had stored took effect (I6).
 */
export async function runHistory(seed: string, ground: Ground, team: readonly Machine[]): Promise<HistoryVerdict> {
  const { desks, steps } = storyOf(seed);
  const machines = team.slice(0, desks);
  const shop = await ground.openShop();
  await shop.say(productEvents(seed, Date.now()));
  await Promise.all(machines.map((machine, desk) => machine.begin(shop.accountOf(deskMembers[desk] ?? 'owner'), `${seed}/${desk}`)));
  const changes: string[] = [];
  for (const [number, step] of steps.entries()) {
    const done = await play(step, { seed, number, ground, shop, machines });
    if (done) changes.push(done.undoes);
  }
  const { faults, served, stored } = await healAndCompare(seed, shop, machines);
  await Promise.all(machines.map((machine) => machine.end()));
  const commands = stored.flatMap((one) => one.commands);
  return {
    seed,
    steps: steps.length,
    documents: collections.reduce((sum, name) => sum + served[name].length, 0),
    commands: commands.length,
    faults: [...faults, ...lostChanges(changes, commands, served.activity)],
  };
}

type Scene = Readonly<{ seed: string; number: number; ground: Ground; shop: HistoryShop; machines: readonly Machine[] }>;

async function play(step: Step, { seed, number, ground, shop, machines }: Scene) {
  if (step.kind === 'chat') return shop.say(chatEvents(seed, number, step.events, Date.now())).then(() => undefined);
  if (step.kind === 'crashServer') return ground.crash().then(() => undefined);
  if (step.kind === 'pause') return new Promise<undefined>((resolve) => setTimeout(resolve, step.ms));
  const machine = machines[step.desk] as Machine;
  if (step.kind === 'act') return machine.act(step.act);
  await (step.kind === 'network' ? machine.network(step.state) : machine[step.kind]());
  return undefined;
}

async function healAndCompare(seed: string, shop: HistoryShop, machines: readonly Machine[]) {
  for (let look = 1; ; look++) {
    await Promise.all(machines.map((machine) => machine.sendAll()));
    await learned(seed, look, shop);
    await Promise.all(machines.map((machine) => machine.catchUp()));
    const stored = await Promise.all(machines.map((machine) => machine.stored()));
    const served = await persistently(() => serverDocuments(shop));
    const faults = stored.flatMap(({ documents }, desk) => differences(desk, documents, served));
    if (faults.length === 0 || look === looks) return { faults, served, stored };
  }
}

async function learned(seed: string, look: number, shop: HistoryShop): Promise<void> {
  await shop.say([markerEvent(seed, look, Date.now())]);
  await persistently(async () => {
    const marker = (await pullAll(shop.member, 'lead')).find(({ id }) => id === markerLead);
    if ((marker?.searches ?? 0) < look) throw new Error('not everything is learned from yet');
    const items = await pullAll(shop.member, 'dispatchItem');
    if (items.some(({ state }) => isOpen(state) || state === 'accepted')) throw new Error('a dispatch is under way');
  });
}

async function serverDocuments({ member }: HistoryShop): Promise<StoredDocuments> {
  const served: Partial<Record<Collection, readonly string[]>> = {};
  for (const name of collections) served[name] = (await pullAll(member, name)).map((document) => canonicalJson(document));
  return served as StoredDocuments;
}
