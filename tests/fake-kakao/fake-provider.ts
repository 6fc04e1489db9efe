import { type Random, seededRandom } from '../simulate/random.ts';
import { controlRoutes } from './control/control-routes.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import { type Delivery, strike } from './faults/strike.ts';
import { kakaoFace } from './kakao/kakao-face.ts';
import { nhnFace } from './nhn/nhn-face.ts';
import { solapiFace } from './solapi/solapi-face.ts';
import { type Webhook, WebhookQueue } from './webhooks/webhook-queue.ts';
import { type Call, json, type Reply, textOf } from './wire/call.ts';
import { CallLog } from './wire/call-log.ts';
import type { Face } from './wire/face.ts';
import { type Found, findRoute } from './wire/route.ts';
import { Fates } from './world/fates.ts';
import { Ledger } from './world/ledger.ts';
import { MovableClock } from './world/movable-clock.ts';
import { defaultSettings } from './world/settings.ts';
import { Timeline } from './world/timeline.ts';
import type { World } from './world/world.ts';

export type FakeOptions = Readonly<{ seed: string /** Epoch ms. */; now: () => number }>;

/**
 * The three providers and the phones behind them, without I/O: a call goes in, what its caller shall see comes out, and what is due later waits for
 * `runDue`. The same seed, calls and times give the same answers.
 */
export class FakeProvider {
  readonly world: World;
  readonly #faces: readonly Face[];
  readonly #control: ReturnType<typeof controlRoutes>;
  readonly #log = new CallLog();

  constructor({ seed, now }: FakeOptions) {
    this.world = newWorld(seededRandom('fake-kakao', seed), new FaultPlan(seededRandom('faults', seed)), now);
    this.#faces = [solapiFace(this.world), nhnFace(this.world), kakaoFace(this.world)];
    this.#control = controlRoutes({ world: this.world, log: this.#log });
  }

  answer(call: Call): Delivery {
    const control = findRoute(this.#control, call);
    if (control) return { kind: 'answer', reply: control.route.answer(call, control.params) };
    this.#passTime();
    for (const face of this.#faces) {
      const found = findRoute(face.routes, call);
      if (found) return this.#ask(face, found, call);
    }
    return { kind: 'answer', reply: json(404, { error: 'no such address', path: call.path }) };
  }

  /** Does what is due by now, and gives the webhooks that it makes. */
  runDue(): readonly Webhook[] {
    this.#passTime();
    return this.world.webhooks.takeAll((name, reports) => this.#faces.find((face) => face.name === name)?.enveloped(reports));
  }

  #passTime(): void {
    const { clock, timeline } = this.world;
    timeline.runDue(clock.now(), (at, run) => clock.during(at, run));
  }

  #ask(face: Face, { route, params }: Found, call: Call): Delivery {
    const refused = face.refuse(call, route.stage);
    const fault = refused ? undefined : this.world.faults.strikeCall(face.name, route.stage);
    const work = () => route.answer(call, params);
    const later = (ms: number, run: () => void) => this.world.timeline.schedule(this.world.clock.now() + ms, run);
    const delivery = fault ? strike({ fault, face, work, later }) : toDelivery(refused ?? work());
    const status = 'reply' in delivery ? { status: delivery.reply.status } : {};
    const { method, path } = call;
    this.#log.add(
      { at: this.world.clock.now(), face: face.name, method, path, body: textOf(call), ...(fault && { fault: fault.kind }), ...status },
      route.path,
    );
    return delivery;
  }
}

const toDelivery = (reply: Reply): Delivery => (reply.hangUp ? { kind: 'silence' } : { kind: 'answer', reply });

const newWorld = (random: Random, faults: FaultPlan, now: () => number): World => ({
  clock: new MovableClock(now),
  timeline: new Timeline(),
  random,
  ledger: new Ledger(),
  fates: new Fates(),
  denials: new Map(),
  faults,
  webhooks: new WebhookQueue(),
  settings: { ...defaultSettings },
});
