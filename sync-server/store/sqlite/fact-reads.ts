import { checksumOf, type FactRow } from '../fact-checksum.ts';
import { FactDamaged } from '../fact-damaged.ts';
import { type StoredPart, toFact } from '../fact-row.ts';
import type { PersonalCodec } from '../personal-codec.ts';
import type { PlacedFact } from '../port/fact.ts';
import { type Database, prepare } from './database.ts';
import { type StoredFactId, toFactId, toHex, toStoredFactId } from './stored-fact-id.ts';
import type { Workspace } from './workspaces.ts';

/** Facts with their personal parts. Each is checked against its checksum; a damaged one throws and is never served. */
export interface FactReads {
  after(workspace: Workspace, position: number, limit: number): readonly PlacedFact[];
  eventsAfter(workspace: Workspace, position: number, limit: number): readonly PlacedFact[];
  byId(workspace: Workspace, factId: string): PlacedFact | undefined;
  /** Newest first. */
  ofLead(workspace: Workspace, leadId: string, limit: number): readonly PlacedFact[];
  /** What a duplicate of the fact that stands there is recognised by. */
  digestAt(workspace: Workspace, position: number): string | undefined;
}

type StoredRow = Omit<FactRow, 'factId' | 'digest'> & Readonly<{ factId: StoredFactId; digest: Uint8Array; checksum: Uint8Array }>;
type PersonalRow = StoredPart & Readonly<{ position: number }>;

const factColumns = `fact.position, fact_id AS factId, kind, at, received_at AS receivedAt, clamped, author, digest, body, marks, checksum`;

/** Of a workspace `?1`, by the stored id `?2`. An event that is not indexed yet is looked for in the log's tail, which is short. */
export const factAtId = `position = coalesce((SELECT position FROM fact_place WHERE workspace = ?1 AND fact_id = ?2),
  (SELECT position FROM fact WHERE workspace = ?1 AND fact_id = ?2 AND kind = 'event'
   AND position > (SELECT indexed FROM workspace WHERE id = ?1)))`;

export function factReads(database: Database, codec: PersonalCodec): FactReads {
  const rows = (where: string) => prepare<StoredRow>(database, `SELECT ${factColumns} FROM fact WHERE workspace = ?1 AND ${where}`);
  const after = rows('position > ?2 ORDER BY position LIMIT ?3');
  const eventsAfter = rows(`position > ?2 AND kind = 'event' ORDER BY position LIMIT ?3`);
  const byId = rows(factAtId);
  const ofLead = prepare<StoredRow>(
    database,
    `SELECT ${factColumns} FROM lead_fact JOIN fact ON fact.workspace = ?1 AND fact.position = lead_fact.position
     WHERE lead = (SELECT number FROM document WHERE document.workspace = ?1 AND collection = 'lead' AND id = ?2)
     ORDER BY lead_fact.position DESC LIMIT ?3`,
  );
  const digestAt = prepare<{ digest: Uint8Array }>(database, 'SELECT digest FROM fact WHERE workspace = ? AND position = ?');
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
      const row = byId.get(workspace.id, toStoredFactId(factId));
      if (row && toFactId(row.factId) !== factId) throw new FactDamaged(row.position); // or else where its id stands is damaged
      return row && alone(workspace, row);
    },
    ofLead: (workspace, leadId, limit) => ofLead.all(workspace.id, leadId, limit).map((row) => alone(workspace, row)),
    digestAt(workspace, position) {
      const row = digestAt.get(workspace.id, position);
      return row && toHex(row.digest);
    },
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

function whole(workspace: Workspace, stored: StoredRow, parts: readonly PersonalRow[], codec: PersonalCodec): PlacedFact {
  const row: FactRow = { ...stored, factId: toFactId(stored.factId), digest: toHex(stored.digest) };
  if (Buffer.compare(checksumOf(workspace.name, row), stored.checksum) !== 0) throw new FactDamaged(row.position);
  return toFact(row, parts, codec);
}
