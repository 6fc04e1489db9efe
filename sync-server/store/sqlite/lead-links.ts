import { type Database, prepare } from './database.ts';
import type { DocumentsInTransaction } from './documents-in-transaction.ts';
import type { Workspace } from './workspaces.ts';

type Link = Readonly<{ leadId: string; position: number }>;

/** Which facts belong to the story of which lead. A lead that a rebuild has not written yet has its row already. */
export interface LeadLinks {
  add(workspace: Workspace, links: readonly Link[]): void;
}

export function leadLinks(database: Database, documents: Pick<DocumentsInTransaction, 'number'>): LeadLinks {
  const insert = prepare(database, 'INSERT INTO lead_fact (lead, position) VALUES (?, ?) ON CONFLICT DO NOTHING');
  return {
    add(workspace, links) {
      const rows = links.map(({ leadId, position }) => ({ lead: documents.number(workspace, 'lead', leadId), position }));
      rows.sort((a, b) => a.lead - b.lead || a.position - b.position);
      for (const { lead, position } of rows) insert.run(lead, position);
    },
  };
}
