import type { Line } from './publisher-connection.ts';

/** Where a client publishes, and the filter of what it is answered. */
export const upOf = (workspace: string, client: string) => ({
  up: `talklens/v1/${workspace}/${client}/up/`,
  down: `talklens/v1/${workspace}/${client}/down/#`,
});

/** Connections to a broker that knows nobody and answers nothing. */
export const anonymousLines = (port: number, clients: number): Line[] =>
  Array.from({ length: clients }, (_, client) => ({ port, clientId: `bench-${client}`, up: upOf('shop', `bench-${client}`).up }));
