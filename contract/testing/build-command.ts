import type { PatchLeads } from '../command/patch-leads.ts';
import type { Act, Command } from '../command.ts';
import { someTime } from './build-event.ts';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
let made = 0;

/** A valid ULID, greater than the one before. */
export function aUlid(): string {
  const n = ++made;
  const tail = [0, 5, 10, 15, 20, 25].map((shift) => crockford[Math.floor(n / 2 ** shift) % 32]).reverse();
  return `01KAAAAAAAAAAAAAAAAA${tail.join('')}`;
}

export const aCommand = (act: Act, change: Partial<Command> = {}): Command => ({ id: aUlid(), issuedAt: someTime, act, ...change });

/** A patch of one field of one lead, from what `aLead` shows. */
export const aPatch = (group: Partial<PatchLeads['groups'][number]> = {}): PatchLeads => ({
  kind: 'patchLeads',
  groups: [{ field: 'status', from: 'new', to: 'contacted', leads: ['39~001'], ...group }],
});
