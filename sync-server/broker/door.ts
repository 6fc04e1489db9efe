import type { FailureCode } from '../../contract/failure.ts';
import { matchDownFilter, matchUpTopic, type Principal, parseUsername, username } from '../../contract/topics.ts';

export type DoorCode = Extract<FailureCode, `door.${string}`>;

/** A connection is closed and nothing of it is stored (I3); the broker counts it by its code. */
export class DoorRefusal extends Error {
  readonly code: DoorCode;
  /** What CONNACK says, where the refusal answers a CONNECT (MQTT 3.1.1, table 3.1). */
  readonly returnCode: number;
  /** What is sent before the connection closes, where the broker itself would say nothing. */
  readonly answer: Buffer | undefined;

  constructor(code: DoorCode, answer?: Buffer) {
    super(code);
    this.code = code;
    this.answer = answer;
    this.returnCode = connackCodes[code] ?? notAuthorized;
  }
}

const notAuthorized = 5;
const connackCodes: Partial<Record<DoorCode, number>> = { 'door.clientId': 2, 'door.credential': 4 };

/** What a CONNECT says about its sender. */
export type Connect = Readonly<{
  clientId: string;
  clean?: boolean | undefined;
  username?: string | undefined;
  will?: Readonly<{ topic: string; retain?: boolean | undefined }> | undefined;
}>;

/**
 * Who a CONNECT claims to be, or why it is refused before its secret is looked at. The client id must be the username, or be
 * left to us with a clean session: otherwise whoever has a credential could take over another's session.
 */
export function claimedBy({ clientId, clean, username: name, will }: Connect): Principal | DoorRefusal {
  const principal = parseUsername(name ?? '');
  if (!principal) return new DoorRefusal('door.credential');
  if (clientId === '' ? clean !== true : clientId !== username(principal)) return new DoorRefusal('door.clientId');
  if (will && (will.retain === true || matchUpTopic(principal, will.topic).match === 'foreign')) return new DoorRefusal('door.will');
  return principal;
}

/** The QoS that is granted to a subscription, at most 1; null refuses it. */
export function grantedQos(principal: Principal, filter: string, qos: number): 0 | 1 | null {
  if (!matchDownFilter(principal, filter)) return null;
  return qos === 0 ? 0 : 1;
}
