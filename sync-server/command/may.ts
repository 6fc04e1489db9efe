import type { Act } from '../../contract/command.ts';
import { systemMember } from '../facts/system-member.ts';
import type { PacketAct, SystemAct } from '../store/port/fact.ts';

/** Who acts. `member` comes from the credential, never from the payload (I9); only the server itself acts from inside. */
export type Actor = Readonly<{ member: string; from: 'credential' | 'inside' }>;

/**
 * The one place that says who may do what (I9). Every member may do everything that a member can do; `system` acts only
 * from inside, also where somebody's credential bears its name.
 */
export function may({ member, from }: Actor, act: Act | SystemAct | PacketAct): boolean {
  const isSystem = from === 'inside' && member === systemMember;
  const isSystems = act.kind === 'addMember' || act.kind === 'publishModel' || act.kind === 'importOptOuts' || act.kind === 'pauseRestored';
  if (act.kind === 'noteTestSend') return from === 'inside';
  return isSystems ? isSystem : isSystem || member !== systemMember;
}
