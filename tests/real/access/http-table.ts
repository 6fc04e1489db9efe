/** What opens a route: a member's token, a client's secret, the token of this run of the server, or nothing at all. */
export type Opens = 'member' | 'client' | 'operator' | 'anybody';

export type RouteRow = Readonly<{ method: 'GET' | 'POST' | 'PATCH'; path: string; opens: Opens }>;

/** Every route of the server that answers about data, by hand from the protocol's page and the operations page. */
export const routeTable: readonly RouteRow[] = [
  { method: 'POST', path: '/v1/events', opens: 'client' },
  { method: 'GET', path: '/v1/down', opens: 'client' },
  { method: 'GET', path: '/v1/me', opens: 'member' },
  { method: 'POST', path: '/v1/session/code', opens: 'member' },
  { method: 'GET', path: '/v1/leads', opens: 'member' },
  { method: 'GET', path: '/v1/leads/user~product', opens: 'member' },
  { method: 'GET', path: '/v1/leads/user~product/events', opens: 'member' },
  { method: 'GET', path: '/v1/leads/user~product/recommendations', opens: 'member' },
  { method: 'PATCH', path: '/v1/leads/user~product', opens: 'member' },
  { method: 'POST', path: '/v1/commands', opens: 'member' },
  { method: 'POST', path: '/v1/credentials', opens: 'member' },
  { method: 'GET', path: '/v1/replication/lead', opens: 'member' },
  { method: 'GET', path: '/v1/replication/person', opens: 'member' },
  { method: 'GET', path: '/v1/replication/lead/buckets/7', opens: 'member' },
  { method: 'GET', path: '/v1/replication/stream', opens: 'member' },
  { method: 'GET', path: '/v1/sandbox/ledger', opens: 'member' },
  { method: 'GET', path: `/v1/models/${'a'.repeat(64)}`, opens: 'member' },
  { method: 'POST', path: '/v1/models/neighbours', opens: 'member' },
  { method: 'GET', path: '/v1/quarantine', opens: 'member' },
  { method: 'GET', path: '/v1/quarantine/none', opens: 'member' },
  { method: 'POST', path: '/v1/quarantine/none/replay', opens: 'member' },
  { method: 'POST', path: '/v1/quarantine/none/discard', opens: 'member' },
  { method: 'POST', path: '/v1/operation', opens: 'operator' },
  { method: 'GET', path: '/healthz', opens: 'anybody' },
  { method: 'GET', path: '/readyz', opens: 'anybody' },
  { method: 'GET', path: '/metrics', opens: 'anybody' },
];
