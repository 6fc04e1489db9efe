import { createHash } from 'node:crypto';
import { checksumOf, type FactRow } from '../fact-checksum.ts';
import { FactDamaged } from '../fact-damaged.ts';
import { type StoredPart, toFact } from '../fact-row.ts';
import type { PersonalCodec } from '../personal-codec.ts';
import type { PlacedFact } from '../port/fact.ts';
import type { Queries } from './database.ts';
import { WITHOUT_PLACE } from './fact-writes.ts';
import type { Workspace } from './workspaces.ts';

/** Facts that have their place, with their personal parts. Each is checked against its checksum; a damaged one throws and is never served. */
export interface FactReads {
  after(queries: Queries, workspace: Workspace, position: number, limit: number): Promise<readonly PlacedFact[]>;
  eventsAfter(queries: Queries, workspace: Workspace, position: number, limit: number): Promise<readonly PlacedFact[]>;
  byId(queries: Queries, workspace: Workspace, factId: string): Promise<PlacedFact | undefined>;
  /** Newest first. */
  ofLead(queries: Queries, workspace: Workspace, leadId: string, limit: number): Promise<readonly PlacedFact[]>;
}

type StoredRow = FactRow & Readonly<{ key: number; seal: Uint8Array; checksum: Uint8Array }>;
type PartRow = StoredPart & Readonly<{ key: number }>;

export function factReads(codec: PersonalCodec): FactReads {
  const columns = (queries: Queries) =>
    queries`fact.id AS key, place.position, seal, fact_id AS "factId", kind, at, received_at AS "receivedAt", clamped, author, digest,
      body, marks, checksum`;

  async function withParts(queries: Queries, workspace: Workspace, rows: readonly StoredRow[]): Promise<readonly PlacedFact[]> {
    const keys = rows.filter(({ marks }) => marks !== '[]').map(({ key }) => key);
    const parts = keys.length > 0 ? await partsOf(queries, keys) : new Map<number, PartRow[]>();
    return rows.map((row) => {
      check(workspace, row);
      return toFact(row, parts.get(row.key) ?? [], codec);
    });
  }

  const inOrder = async (queries: Queries, workspace: Workspace, position: number, limit: number, events: boolean) =>
    withParts(
      queries,
      workspace,
      await queries<StoredRow[]>`
        SELECT ${columns(queries)} FROM place JOIN fact ON fact.id = place.fact
        WHERE place.workspace = ${workspace.id} AND place.position > ${position} ${events ? queries`AND kind = 'event'` : queries``}
        ORDER BY place.position LIMIT ${limit}`,
    );

  return {
    after: (queries, workspace, position, limit) => inOrder(queries, workspace, position, limit, false),
    eventsAfter: (queries, workspace, position, limit) => inOrder(queries, workspace, position, limit, true),
    async byId(queries, workspace, factId) {
      const rows = await queries<StoredRow[]>`
        SELECT ${columns(queries)} FROM fact JOIN place ON place.fact = fact.id
        WHERE fact.workspace = ${workspace.id} AND fact_id = ${factId}`;
      return (await withParts(queries, workspace, rows))[0];
    },
    async ofLead(queries, workspace, leadId, limit) {
      const rows = await queries<StoredRow[]>`
        SELECT ${columns(queries)} FROM lead_fact JOIN place USING (workspace, position) JOIN fact ON fact.id = place.fact
        WHERE lead_fact.workspace = ${workspace.id} AND lead_id = ${leadId} ORDER BY lead_fact.position DESC LIMIT ${limit}`;
      return withParts(queries, workspace, rows);
    },
  };
}

async function partsOf(queries: Queries, keys: readonly number[]): Promise<ReadonlyMap<number, PartRow[]>> {
  const rows = await queries<PartRow[]>`
    SELECT fact AS key, part, person, sealed, salt FROM personal WHERE fact = ANY(${[...keys]}::bigint[]) ORDER BY fact, part`;
  const grouped = new Map<number, PartRow[]>();
  for (const row of rows) {
    const group = grouped.get(row.key);
    if (group) group.push(row);
    else grouped.set(row.key, [row]);
  }
  return grouped;
}

/** The row's checksum is over what it says, the place's seal over that and the position. */
function check(workspace: Workspace, row: StoredRow): void {
  const checksum = checksumOf(workspace.name, { ...row, position: WITHOUT_PLACE });
  const seal = createHash('sha256').update(row.checksum).update(String(row.position)).digest();
  if (Buffer.compare(checksum, row.checksum) !== 0 || Buffer.compare(seal, row.seal) !== 0) throw new FactDamaged(row.position);
}
