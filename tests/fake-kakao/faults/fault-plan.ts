import type { Random } from '../../simulate/random.ts';
import type { Stage } from '../wire/route.ts';
import type { FaceName } from '../world/face-name.ts';
import { type CallFault, callFaults, type Fault, type WebhookFault, webhookFaults } from './fault.ts';

export type Planned = Readonly<{ id: number; fault: Fault; passed: number; struck: number }>;
type Entry = { -readonly [Name in keyof Planned]: Planned[Name] };

const isCallFault = (kind: string): kind is CallFault => (callFaults as readonly string[]).includes(kind);
const isWebhookFault = (kind: string): kind is WebhookFault => (webhookFaults as readonly string[]).includes(kind);

/** Which call is struck by what: the first planned fault that is aimed at it and whose turn it is. */
export class FaultPlan {
  readonly #random: Random;
  #entries: Entry[] = [];
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  add(fault: Fault): number {
    const id = ++this.#count;
    this.#entries.push({ id, fault, passed: 0, struck: 0 });
    return id;
  }

  /** One of them, or all. */
  remove(id?: number): void {
    this.#entries = id === undefined ? [] : this.#entries.filter((entry) => entry.id !== id);
  }

  list(): readonly Planned[] {
    return this.#entries.map((entry) => ({ ...entry }));
  }

  strikeCall(face: FaceName, stage: Stage): (Fault & { kind: CallFault }) | undefined {
    const aimed = ({ fault }: Entry) =>
      isCallFault(fault.kind) && (fault.stage === 'any' || fault.stage === stage || fault.kind === 'keyRevoked');
    return this.#strike(face, aimed) as (Fault & { kind: CallFault }) | undefined;
  }

  strikeWebhook(face: FaceName): WebhookFault | undefined {
    return this.#strike(face, ({ fault }) => isWebhookFault(fault.kind))?.kind as WebhookFault | undefined;
  }

  /** How much the face's own clock is wrong where it checks a caller's. */
  skewMs(face: FaceName): number {
    const skewed = this.#entries.find(({ fault }) => fault.kind === 'clockSkew' && isOf(fault, face));
    return skewed?.fault.ms ?? 0;
  }

  #strike(face: FaceName, aimed: (entry: Entry) => boolean): Fault | undefined {
    const entry = this.#entries.find((one) => isOf(one.fault, face) && aimed(one) && this.#isItsTurn(one));
    if (entry) entry.struck += 1;
    return entry?.fault;
  }

  #isItsTurn(entry: Entry): boolean {
    const { share, times, after, kind } = entry.fault;
    if (entry.passed++ < after) return false;
    if (kind === 'keyRevoked') return true;
    return share === undefined ? entry.struck < times : this.#random.chance(share);
  }
}

const isOf = ({ face }: Fault, name: FaceName): boolean => face === undefined || face === name;
