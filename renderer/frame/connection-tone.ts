import type { ReplicaStatus } from '../replica/desk/replica-status.ts';

export type Connection = ReplicaStatus['connection'];

/** How a connection looks: at rest, under way, or wanting attention. */
export const connectionTone: Readonly<Record<Connection, 'rest' | 'busy' | 'attention' | 'wrong'>> = {
  connected: 'rest',
  connecting: 'busy',
  filling: 'busy',
  offline: 'attention',
  openElsewhere: 'attention',
  signedOut: 'wrong',
  outdated: 'wrong',
  failed: 'wrong',
};
