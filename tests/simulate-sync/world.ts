import type { Collection } from '../../contract/collection.ts';
import type { Checkpoint } from '../../contract/replication.ts';
import { seededRandom } from '../simulate/random.ts';
import { type Acknowledged, type ChatClient, createChatClient, type Delivered } from './chat-client.ts';
import { createClock, type VirtualClock } from './clock.ts';
import { createDesk, type Desk, type OpenDesk } from './desk.ts';
import { createFaults, type FaultKind, type Faults } from './faults.ts';
import { createKakao, type Kakao } from './kakao.ts';
import type { Webhook } from './kakao-reports.ts';
import { createLink, type Weather } from './link.ts';
import type { Mutation } from './mutation.ts';
import { createServerMachine, type ServerMachine } from './server-machine.ts';
import { clients, members } from './shop.ts';

/** What can be seen from outside while a story goes on. */
export type Witness = Readonly<{
  acknowledged: (event: Acknowledged) => void;
  delivered: (message: Delivered) => void;
  deskOpened: (desk: Desk, open: OpenDesk) => void;
  /** A backup is on the server's disk, and no server is up. */
  restored: () => void;
  checkpointMoved: (desk: Desk, collection: Collection, from: Checkpoint | undefined, to: Checkpoint) => void;
}>;

/** A server, five desks, two chat clients and a provider, in virtual time. */
export type World = Readonly<{
  clock: VirtualClock;
  faults: Faults;
  machine: ServerMachine;
  kakao: Kakao;
  desks: readonly Desk[];
  clients: readonly ChatClient[];
  setWeather: (weather: Weather) => void;
  /** What happened, in words, the newest last. */
  journal: string[];
}>;

export type WorldNeeds = Readonly<{
  seed: number;
  startAt: number;
  masked: ReadonlySet<FaultKind>;
  mutation: Mutation;
  witness: (world: World) => Witness;
}>;

const calm: Weather = { lost: 0, duplicate: 0, slow: 0 };

export function createWorld({ seed, startAt, masked, mutation, witness }: WorldNeeds): World {
  const random = (...parts: string[]) => seededRandom(seed, ...parts);
  const clock = createClock(startAt, random('order'));
  const faults = createFaults(masked);
  const webhook: Webhook = (reports) => {
    const up = machine.running();
    if (up) clock.enter(up.process, 'webhook', () => void up.report(reports).catch(() => undefined));
  };
  const kakao = createKakao(clock, random('kakao'), faults, webhook);
  const machine = createServerMachine({ clock, random: random('server'), kakao, mutation });
  let weather = calm;
  const server = () => machine.running();
  const desks: Desk[] = [];
  const chatClients: ChatClient[] = [];
  const world: World = {
    ...{ clock, faults, machine, kakao, desks, clients: chatClients, journal: [] },
    setWeather: (next) => {
      weather = next;
    },
  };
  const see = witness(world);
  for (const member of members) {
    desks.push(
      createDesk({
        ...{ member, clock, random: random('desk', member), mutation, opened: see.deskOpened },
        disk: { faults, moved: (desk) => (collection, from, to) => see.checkpointMoved(desk, collection, from, to) },
        link: (desk) => createLink({ ...{ clock, faults, member, desk, server }, random: random('link', member), weather: () => weather }),
      }),
    );
  }
  for (const name of clients) {
    const { acknowledged, delivered } = see;
    chatClients.push(createChatClient({ ...{ name, clock, faults, server, acknowledged, delivered }, random: random('client', name) }));
  }
  machine.onRestored(see.restored);
  machine.onUp((up) => {
    for (const client of chatClients) client.connect(up);
  });
  return world;
}
