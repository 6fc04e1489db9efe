import type { Random } from '../../simulate/random.ts';

/** A request that the server would take; what is done to it comes later. */
export type GoodRequest = Readonly<{ method: string; path: string; opens: Credential; body?: unknown }>;
export type Credential = 'client' | 'member' | 'operator' | 'nobody';

const users = 200;
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const anEvent = (random: Random) => ({
  kind: random.pick(['searched', 'questioned', 'requested']),
  eventId: random.uuid(),
  occurredAt: 1_790_000_000_000,
  chatId: 'chat-1',
  userId: `user-${random.below(users)}`,
  productId: `product-${random.below(9)}`,
  message: '선물 포장도 해 주시나요?',
});

const search = (random: Random) => {
  const { message: _none, ...said } = anEvent(random);
  return { ...said, kind: 'searched' };
};

const ulid = (random: Random) => `01K${Array.from({ length: 23 }, () => random.pick([...crockford])).join('')}`;
const lead = (random: Random) => `user-${random.below(users)}~product-${random.below(9)}`;

const acts: readonly ((random: Random) => object)[] = [
  (random) => ({
    kind: 'patchLeads',
    groups: [{ field: 'status', from: 'new', to: random.pick(['contacted', 'won']), leads: [lead(random)] }],
  }),
  (random) => ({ kind: 'undo', undoes: ulid(random) }),
  (random) => ({ kind: 'settleConflicts', keep: random.pick(['standing', 'lost']), conflicts: [{ id: packet(random) }] }),
  (random) => ({ kind: 'decideRequest', requests: [{ leadId: lead(random), requestEventId: random.uuid() }], outcome: 'approve' }),
  (random) => ({ kind: 'cancelDispatch', dispatchId: ulid(random) }),
  (random) => ({ kind: 'requestDispatch', recipients: [{ userId: `user-${random.below(users)}`, productIds: ['product-1'] }] }),
];

const commands = (random: Random) => ({
  commands: Array.from({ length: 1 + random.below(4) }, () => ({
    id: ulid(random),
    issuedAt: 1_790_000_000_000,
    act: random.pick(acts)(random),
  })),
});

const collection = (random: Random) =>
  random.pick(['lead', 'person', 'product', 'metric', 'dispatch', 'dispatchItem', 'activity', 'member']);
const packet = (random: Random) => random.uuid().replaceAll('-', '').repeat(2);

/** Each route of the server, with a body where it takes one. */
const routes: readonly ((random: Random) => GoodRequest)[] = [
  (random) => ({ method: 'GET', path: `/v1/down?after=d${random.below(1_000)}`, opens: 'client' }),
  (random) => ({ method: 'POST', path: '/v1/commands', opens: 'member', body: commands(random) }),
  (random) => ({ method: 'POST', path: '/v1/commands', opens: 'member', body: commands(random) }),
  () => ({ method: 'GET', path: '/v1/me', opens: 'member' }),
  () => ({ method: 'GET', path: '/v1/replication/stream', opens: 'member' }),
  (random) => ({ method: 'GET', path: `/v1/replication/${collection(random)}?limit=${random.below(1_200)}`, opens: 'member' }),
  (random) => ({ method: 'GET', path: `/v1/replication/lead?epoch=${random.uuid()}&after=${random.below(99)}`, opens: 'member' }),
  (random) => ({ method: 'GET', path: `/v1/leads?limit=${random.below(300)}`, opens: 'member' }),
  (random) => ({ method: 'GET', path: `/v1/leads/${lead(random)}`, opens: 'member' }),
  (random) => ({ method: 'GET', path: `/v1/leads/${lead(random)}/events`, opens: 'member' }),
  (random) => ({ method: 'GET', path: `/v1/leads/${lead(random)}/recommendations`, opens: 'member' }),
  (random) => ({
    method: 'PATCH',
    path: `/v1/leads/${lead(random)}`,
    opens: 'member',
    body: { changes: [{ field: 'status', from: 'new', to: 'contacted' }] },
  }),
  () => ({ method: 'GET', path: '/v1/quarantine', opens: 'member' }),
  (random) => ({ method: 'GET', path: `/v1/quarantine/${packet(random)}`, opens: 'member' }),
  (random) => ({ method: 'POST', path: `/v1/quarantine/${packet(random)}/replay`, opens: 'member', body: { body: '{}' } }),
  () => ({ method: 'GET', path: '/v1/sandbox/ledger', opens: 'member' }),
  (random) => ({ method: 'GET', path: `/v1/models/${packet(random)}`, opens: 'member' }),
  () => ({ method: 'POST', path: '/v1/models/neighbours', opens: 'member', body: {} }),
  (random) => ({ method: 'POST', path: '/v1/session', opens: 'nobody', body: { code: random.uuid() } }),
  () => ({ method: 'POST', path: '/v1/session/code', opens: 'member', body: {} }),
  (random) => ({ method: 'POST', path: '/v1/credentials', opens: 'member', body: { kind: 'client', name: `fuzz-${random.below(50)}` } }),
  (random) => ({
    method: 'POST',
    path: '/v1/operation',
    opens: 'operator',
    body: { verb: random.pick(['add', 'rotate', 'revoke']), workspace: 'shop', kind: 'client', name: `fuzz-${random.below(50)}` },
  }),
  (random) => ({
    method: 'GET',
    path: random.pick(['/', '/docs', '/docs/json', '/healthz', '/readyz', '/metrics', '/index.html']),
    opens: 'nobody',
  }),
  (random) => ({
    method: 'GET',
    path: random.pick(['/assets/../../package.json', '/%2e%2e/owner.json', '//', '/%ff', '/a%00b', '/mqtt']),
    opens: 'nobody',
  }),
];

/** Half of all are events, the rest any other route. */
export function goodRequest(random: Random): GoodRequest {
  if (random.chance(0.5)) return random.pick(routes)(random);
  const say = random.chance(0.5) ? search : anEvent;
  const body = random.chance(0.3) ? say(random) : Array.from({ length: 1 + random.below(20) }, () => say(random));
  return { method: 'POST', path: '/v1/events', opens: 'client', body };
}
