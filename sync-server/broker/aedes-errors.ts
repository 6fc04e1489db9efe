import { type DoorCode, DoorRefusal } from './door.ts';

/** What aedes and its parser say when they close a connection by their own rules, before we are asked. */
const reasons: readonly (readonly [RegExp, DoorCode])[] = [
  [/SUBSCRIBE/, 'door.subscription'],
  [/PUBLISH|too many levels/, 'door.topic'],
  [/^Cannot parse (topic|messageId)$/, 'door.protocol'],
  [/^connect did not arrive in time$/, 'door.connectTimeout'],
  [/^keep alive timeout$/, 'door.keepAlive'],
  [/^drain timeout$/, 'door.slowReader'],
  [/^maxInflightInbound exceeded/, 'door.inFlight'],
];

/** Why a connection was closed by us; undefined where the network, the store or the client itself did it. */
export function doorCodeOf(error: Error): DoorCode | undefined {
  if (error instanceof DoorRefusal) return error.code;
  return reasons.find(([said]) => said.test(error.message))?.[1];
}
