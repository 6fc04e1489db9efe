import { LeadStatus } from '../../contract/lead.ts';
import { messageId, splitLeadId } from '../../domain/identity/ids.ts';
import type { Outgoing } from '../facts/outbox-rows.ts';
import type { CommandContext } from './handler.ts';

/** A lead whose status became another; absent `to` is `new`. */
export type StatusChange = Readonly<{ leadId: string; to: string | undefined }>;

/** Tells the client of each lead's newest chat event its new status, and nothing else that a marketer wrote (I9). */
export async function toPatched({ documents, commandId }: CommandContext, changes: readonly StatusChange[]): Promise<Outgoing[]> {
  await documents.loadNamed(
    'lastClient',
    changes.map(({ leadId }) => leadId),
  );
  return changes.flatMap(({ leadId, to }) => {
    const last = documents.get('lastClient', leadId);
    if (!last) return [];
    const id = messageId(commandId, 'patched', leadId);
    return { client: last.client, message: { kind: 'patched', id, ...splitLeadId(leadId), status: LeadStatus.catch('new').parse(to) } };
  });
}
