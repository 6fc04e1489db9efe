import { z } from '../../../contract/zod.ts';
import { Fault } from '../faults/fault.ts';
import { type Call, json, jsonOf, type Reply } from '../wire/call.ts';
import type { CallLog } from '../wire/call-log.ts';
import type { Params, Route } from '../wire/route.ts';
import { FaceName, faceNames } from '../world/face-name.ts';
import { FateName } from '../world/fates.ts';
import { SettingsChange } from '../world/settings.ts';
import type { World } from '../world/world.ts';

export type ControlPorts = Readonly<{ world: World; log: CallLog }>;

const ClockMove = z.strictObject({ now: z.int().optional(), advanceMs: z.int().optional(), frozen: z.boolean().optional() });
const Targets = z.partialRecord(
  FaceName,
  z.strictObject({ url: z.url(), headers: z.record(z.string(), z.string()).default({}) }).nullable(),
);
const ledgerPage = 100_000;

/** What no provider has: the levers of the one who tests. */
export function controlRoutes({ world, log }: ControlPorts): readonly Route[] {
  return [
    route('GET', '/__fake/ledger', ({ query }) => ledger(world, query)),
    route('GET', '/__fake/calls', () => json(200, { counts: log.counts(), last: log.last() })),
    route('GET', '/__fake/webhooks', () => json(200, world.webhooks.counts())),
    route(
      'PUT',
      '/__fake/webhooks',
      taking(Targets, (targets) => aim(world, targets)),
    ),
    route('GET', '/__fake/clock', () => time(world)),
    route(
      'POST',
      '/__fake/clock',
      taking(ClockMove, (move) => moveClock(world, move)),
    ),
    route('GET', '/__fake/faults', () => json(200, { faults: world.faults.list() })),
    route(
      'POST',
      '/__fake/faults',
      taking(Fault, (fault) => json(200, { id: world.faults.add(fault) })),
    ),
    route('DELETE', '/__fake/faults', () => forget(world)),
    route('DELETE', '/__fake/faults/:id', (_call, { id }) => forget(world, Number(id))),
    route('GET', '/__fake/settings', () => json(200, world.settings)),
    route(
      'POST',
      '/__fake/settings',
      taking(SettingsChange, (change) => json(200, Object.assign(world.settings, change))),
    ),
    route('PUT', '/__fake/recipients/:recipient', (call, params) => setFate(world, call, params)),
    route('PUT', '/__fake/denials/:number', (_call, { number = '' }) => deny(world, number)),
  ];
}

const route = (method: string, path: string, answer: Route['answer']): Route => ({ method, path, stage: 'manage', answer });

const refused = (error: z.ZodError): Reply => json(400, { error: z.prettifyError(error) });

const taking =
  <S extends z.ZodType>(schema: S, work: (value: z.infer<S>) => Reply) =>
  (call: Call): Reply => {
    const parsed = schema.safeParse(jsonOf(call) ?? {});
    return parsed.success ? work(parsed.data) : refused(parsed.error);
  };

const ledger = ({ ledger: known }: World, query: URLSearchParams): Reply =>
  json(200, { count: known.count, entries: known.after(Number(query.get('after')) || 0, Number(query.get('limit')) || ledgerPage) });

function aim({ webhooks }: World, targets: z.infer<typeof Targets>): Reply {
  for (const face of faceNames) if (targets[face] !== undefined) webhooks.aim(face, targets[face] ?? undefined);
  return json(200, {});
}

const time = ({ clock }: World): Reply => json(200, { now: clock.now(), frozen: clock.frozen });

function moveClock(world: World, { now, advanceMs, frozen }: z.infer<typeof ClockMove>): Reply {
  if (frozen === false) world.clock.run();
  if (now !== undefined) world.clock.set(now);
  if (advanceMs !== undefined) world.clock.advance(advanceMs);
  if (frozen === true) world.clock.freeze();
  return time(world);
}

function forget({ faults }: World, id?: number): Reply {
  faults.remove(id);
  return json(200, {});
}

function setFate({ fates }: World, call: Call, { recipient = '' }: Params): Reply {
  const parsed = z.strictObject({ fate: FateName }).safeParse(jsonOf(call));
  if (!parsed.success) return refused(parsed.error);
  fates.set(recipient, parsed.data.fate);
  return json(200, {});
}

/** Somebody called the free number. */
function deny({ clock, denials }: World, number: string): Reply {
  denials.set(number, clock.now());
  return json(200, {});
}
