import type { Command } from '../../../contract/command.ts';
import type { Lead } from '../../../contract/lead.ts';
import { applyPatch } from '../../../domain/patching/apply-patch.ts';
import { createFakeServer, type FakeServer } from './fake-server.ts';

export type ShopServer = FakeServer & Readonly<{ workspace: string }>;

let shops = 0;

/** A server of a workspace of its own, so that no test finds another's documents, with patches applied as the real one does. */
export function aServer(): ShopServer {
  const server = createFakeServer();
  const workspace = `shop${++shops}`;
  server.signAs({ workspace, member: 'owner' });
  server.onCommand((command) => patchOn(server, command));
  return { ...server, workspace };
}

/** What a patch writes; other acts write nothing. */
export function patchOn(server: FakeServer, { act, issuedAt }: Command) {
  if (act.kind !== 'patchLeads') return {};
  const leads = new Map(server.documents('lead').map((document) => [(document as Lead).id, document as Lead]));
  for (const { leads: ids, field, from, to } of act.groups) {
    for (const id of ids) leads.set(id, applyPatch(leads.get(id) as Lead, { field, from, to }, { by: 'owner', at: issuedAt }).lead);
  }
  const touched = new Set(act.groups.flatMap(({ leads: ids }) => ids));
  return { writes: [...touched].map((id) => ['lead', leads.get(id) as Lead] as const) };
}

export const oneLead = { kind: 'ids', ids: ['39~001'] } as const;
export const contacted = [{ field: 'status', to: 'contacted' }] as const;
