import { checksumOf, type FactRow } from '../fact-checksum.ts';
import { FactDamaged } from '../fact-damaged.ts';
import { type StoredPart, toFact } from '../fact-row.ts';
import type { PersonalCodec } from '../personal-codec.ts';
import type { PlacedFact } from '../port/fact.ts';
import { checkedPositions, type PlacedAppend } from './append-seal.ts';
import type { Queries } from './database.ts';
import { checksumScope, WITHOUT_PLACE } from './fact-writes.ts';
import { leadKey } from './lead-key.ts';
import type { Workspace } from './workspaces.ts';

/** Facts that have their place, with their personal parts. Each is checked against its checksum; a damaged one throws and is never served. */
export interface FactReads {
  after(queries: Queries, workspace: Workspace, position: number, limit: number): Promise<readonly PlacedFact[]>;
  /** The facts of these appends, in their order. */
  of(queries: Queries, workspace: Workspace, appends: readonly PlacedAppend[]): Promise<readonly PlacedFact[]>;
  byId(queries: Queries, workspace: Workspace, factId: string): Promise<PlacedFact | undefined>;
  /** Those of these ids that the log has, in whatever place. */
  known(queries: Queries, workspace: Workspace, factIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Newest first. */
  ofLead(queries: Queries, workspace: Workspace, leadId: string, limit: number): Promise<readonly PlacedFact[]>;
}

type StoredRow = Omit<FactRow, 'position'> & Readonly<{ append: string; ord: number; checksum: Uint8Array }>;
type PartRow = StoredPart & Readonly<{ append: string; ord: number }>;

/** Appends that have facts after a position, until they have as many as asked for. */
export const appendsAfter = (
  queries: Queries,
  { id }: Workspace,
  position: number,
  limit: number,
  events: boolean,
): PromiseLike<readonly PlacedAppend[]> =>
  queries<PlacedAppend[]>`
    SELECT id AS append, facts, ords::text AS ords, last_position AS "lastPosition", seal FROM (
      SELECT *, sum(unread) OVER (ORDER BY last_position) - unread AS before FROM (
        SELECT *, least(facts, last_position - ${position}::bigint) AS unread FROM append
        WHERE workspace = ${id} AND last_position > ${position} ${events ? queries`AND events` : queries``}
        ORDER BY last_position LIMIT ${limit}
      ) AS next
    ) AS counted WHERE before < ${limit} ORDER BY last_position`;

export function factReads(codec: PersonalCodec): FactReads {
  const columns = (queries: Queries) =>
    queries`fact.append, ord, fact_id AS "factId", kind, at, received_at AS "receivedAt", clamped, author, digest, body, marks, checksum`;
  const ofAppend = (queries: Queries) => queries`append.id AS append, facts, ords::text AS ords, last_position AS "lastPosition", seal`;

  async function of(queries: Queries, workspace: Workspace, appends: readonly PlacedAppend[]): Promise<readonly PlacedFact[]> {
    if (appends.length === 0) return [];
    const ids = appends.map(({ append }) => append);
    const rows = await queries<StoredRow[]>`SELECT ${columns(queries)} FROM fact WHERE append = ANY(${ids}::text[]::uuid[])`;
    for (const { append, facts, lastPosition } of appends) {
      if (rows.filter((row) => row.append === append).length !== facts) throw new FactDamaged(lastPosition);
    }
    return placed(queries, workspace, appends, rows);
  }

  /** In log order. */
  async function placed(queries: Queries, workspace: Workspace, appends: readonly PlacedAppend[], rows: readonly StoredRow[]) {
    const positions = new Map(appends.map((append) => [append.append, checkedPositions(append)]));
    const parts = await partsOf(queries, rows);
    const facts = rows.map((row) => {
      const placedRow = { ...row, position: positions.get(row.append)?.(row.ord) ?? Number.NaN };
      check(workspace, placedRow);
      return toFact(placedRow, parts.get(keyOf(row)) ?? [], codec);
    });
    return facts.sort((a, b) => a.position - b.position);
  }

  return {
    async after(queries, workspace, position, limit) {
      const appends = await appendsAfter(queries, workspace, position, limit, false);
      return (await of(queries, workspace, appends)).filter((fact) => fact.position > position).slice(0, limit);
    },
    of,
    async byId(queries, workspace, factId) {
      const rows = await queries<(StoredRow & PlacedAppend)[]>`
        SELECT ${columns(queries)}, ${ofAppend(queries)} FROM fact JOIN append ON append.id = fact.append
        WHERE fact.workspace = ${workspace.id} AND fact_id = ${factId} AND last_position IS NOT NULL`;
      return (await placed(queries, workspace, rows, rows))[0];
    },
    async known(queries, workspace, factIds) {
      if (factIds.length === 0) return new Set();
      const rows = await queries<{ factId: string }[]>`
        SELECT "factId" FROM unnest(${[...factIds]}::text[]) AS named ("factId")
        CROSS JOIN LATERAL (SELECT FROM fact WHERE workspace = ${workspace.id} AND fact_id = "factId" LIMIT 1) AS found`;
      return new Set(rows.map(({ factId }) => factId));
    },
    async ofLead(queries, workspace, leadId, limit) {
      const rows = await queries<(StoredRow & PlacedAppend)[]>`
        SELECT ${columns(queries)}, ${ofAppend(queries)} FROM (
          SELECT position FROM lead_fact WHERE workspace = ${workspace.id} AND lead = ${leadKey(queries, queries`${leadId}::text`)} ORDER BY position DESC LIMIT ${limit}
        ) AS link
        CROSS JOIN LATERAL (
          SELECT * FROM append WHERE workspace = ${workspace.id} AND last_position >= position ORDER BY last_position LIMIT 1
        ) AS append
        CROSS JOIN LATERAL (SELECT position - (last_position - facts + 1) AS place) AS within
        JOIN fact ON fact.append = append.id AND ord = coalesce(ords[place + 1], place)`;
      return [...(await placed(queries, workspace, rows, rows))].reverse();
    },
  };
}

const keyOf = ({ append, ord }: Readonly<{ append: string; ord: number }>) => `${append} ${ord}`;

async function partsOf(queries: Queries, rows: readonly StoredRow[]): Promise<ReadonlyMap<string, PartRow[]>> {
  const grouped = new Map<string, PartRow[]>();
  const withParts = rows.filter(({ marks }) => marks !== '[]');
  if (withParts.length === 0) return grouped;
  const parts = await queries<PartRow[]>`
    SELECT append, ord, part, person, sealed, salt
    FROM unnest(${withParts.map(({ append }) => append)}::text[]::uuid[], ${withParts.map(({ ord }) => ord)}::bigint[]::integer[])
      AS named (append, ord) JOIN personal USING (append, ord) ORDER BY part`;
  for (const part of parts) {
    const key = keyOf(part);
    const group = grouped.get(key);
    if (group) group.push(part);
    else grouped.set(key, [part]);
  }
  return grouped;
}

/** The row's checksum is over what it says and its place in its append. */
function check(workspace: Workspace, row: StoredRow & FactRow): void {
  const checksum = checksumOf(checksumScope(workspace, row.append, row.ord), { ...row, position: WITHOUT_PLACE });
  if (Buffer.compare(checksum, row.checksum) !== 0) throw new FactDamaged(row.position);
}
