import { checksumOf, type FactRow } from '../fact-checksum.ts';
import { damaged, type StoredPart, toFact } from '../fact-row.ts';
import type { PersonalCodec } from '../personal-codec.ts';
import type { PlacedFact } from '../port/fact.ts';
import { type Database, prepare } from './database.ts';
import type { Workspace } from './workspaces.ts';

/** Facts with their personal parts. Each is checked against its checksum; a damaged one throws and is never served. */
export interface FactReads {
  after(workspace: Workspace, position: number, limit: number): readonly PlacedFact[];
  eventsAfter(workspace: Workspace, position: number, limit: number): readonly PlacedFact[];
  byId(workspace: Workspace, factId: string): PlacedFact | undefined;
  /** Newest first. */
  ofLead(workspace: Workspace, leadId: string, limit: number): readonly PlacedFact[];
  /** What a duplicate is recognised by, and where the first one stands. */
  standing(workspace: Workspace, factId: string): Readonly<{ position: number; digest: string }> | undefined;
}

type StoredRow = FactRow & Readonly<{ checksum: Uint8Array }>;
type PersonalRow = StoredPart & Readonly<{ position: number }>;

const factColumns = `fact.position, fact_id AS factId, kind, at, received_at AS receivedAt, clamped, author, digest, body, marks, checksum`;

export function factReads(database: Database, codec: PersonalCodec): FactReads {
  const rows = (where: string) => prepare<StoredRow>(database, `SELECT ${factColumns} FROM fact WHERE workspace = ? AND ${where}`);
  const after = rows('position > ? ORDER BY position LIMIT ?');
  const eventsAfter = rows(`position > ? AND kind = 'event' ORDER BY position LIMIT ?`);
  const byId = rows('fact_id = ?');
  const ofLead = prepare<StoredRow>(
    database,
    `SELECT ${factColumns} FROM lead_fact JOIN fact USING (workspace, position)
     WHERE lead_fact.workspace = ? AND lead_id = ? ORDER BY lead_fact.position DESC LIMIT ?`,
  );
  const standing = prepare<{ position: number; digest: string }>(
    database,
    'SELECT position, digest FROM fact WHERE workspace = ? AND fact_id = ?',
  );
  const personalBetween = prepare<PersonalRow>(
    database,
    'SELECT position, part, person, sealed, salt FROM personal WHERE workspace = ? AND position BETWEEN ? AND ? ORDER BY position, part',
  );

  const partsBetween = (workspace: Workspace, first: number, last: number) => byPosition(personalBetween.all(workspace.id, first, last));

  const placed = (workspace: Workspace, row: StoredRow, parts: readonly PersonalRow[]) => whole(workspace, row, parts, codec);

  function run(workspace: Workspace, found: readonly StoredRow[]): readonly PlacedFact[] {
    const parts = partsBetween(workspace, found[0]?.position ?? 0, found.at(-1)?.position ?? 0);
    return found.map((row) => placed(workspace, row, parts.get(row.position) ?? []));
  }

  const alone = (workspace: Workspace, row: StoredRow) =>
    placed(workspace, row, personalBetween.all(workspace.id, row.position, row.position));

  return {
    after: (workspace, position, limit) => run(workspace, after.all(workspace.id, position, limit)),
    eventsAfter: (workspace, position, limit) => run(workspace, eventsAfter.all(workspace.id, position, limit)),
    byId(workspace, factId) {
      const row = byId.get(workspace.id, factId);
      return row && alone(workspace, row);
    },
    ofLead: (workspace, leadId, limit) => ofLead.all(workspace.id, leadId, limit).map((row) => alone(workspace, row)),
    standing: (workspace, factId) => standing.get(workspace.id, factId),
  };
}

function byPosition(rows: readonly PersonalRow[]): ReadonlyMap<number, readonly PersonalRow[]> {
  const grouped = new Map<number, PersonalRow[]>();
  for (const row of rows) {
    const group = grouped.get(row.position);
    if (group) group.push(row);
    else grouped.set(row.position, [row]);
  }
  return grouped;
}

function whole(workspace: Workspace, row: StoredRow, parts: readonly PersonalRow[], codec: PersonalCodec): PlacedFact {
  if (Buffer.compare(checksumOf(workspace.name, row), row.checksum) !== 0) throw damaged(row);
  return toFact(row, parts, codec);
}
