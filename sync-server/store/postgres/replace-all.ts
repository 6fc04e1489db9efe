import type { Change, Kept, Replaced } from '../port/feed.ts';
import { asJson, type Queries } from './database.ts';
import type { DigestsInTransaction } from './digests.ts';
import type { DocumentsInTransaction } from './documents-in-transaction.ts';
import type { Workspace } from './workspaces.ts';

/** Documents a statement: a rebuild makes more than memory should hold twice. */
const CHUNK = 1_000;

/**
 * Replaces every derived document by these; writes only what differs, tombstones what vanished. Which ones were made again is kept
 * in a table of the transaction. The digests are counted from what is there then.
 */
export async function replaceAll(
  tx: Queries,
  workspace: Workspace,
  { documents, digests }: Readonly<{ documents: DocumentsInTransaction; digests: DigestsInTransaction }>,
  made: AsyncIterable<Change> | Iterable<Change>,
): Promise<Replaced> {
  await tx`CREATE TEMP TABLE rebuilt (collection text COLLATE "C", id text COLLATE "C", PRIMARY KEY (collection, id)) ON COMMIT DROP`;
  let written = 0;
  let chunk: Change[] = [];
  const writeChunk = async () => {
    await noteMade(tx, chunk);
    written += (await documents.write(chunk)).count;
    chunk = [];
  };
  for await (const change of made) {
    if (change.document === null) continue;
    if (chunk.push(change) === CHUNK) await writeChunk();
  }
  await writeChunk();
  const vanished = await vanishedFrom(tx, workspace);
  await documents.write(vanished);
  await tx`DROP TABLE rebuilt`;
  return { written, removed: vanished.length, miscounted: await digests.countAgain() };
}

async function noteMade(tx: Queries, made: readonly Change[]): Promise<void> {
  const rows = made.map(({ collection, id }) => ({ collection, id }));
  await tx`
    INSERT INTO rebuilt SELECT collection, id FROM json_to_recordset(${asJson(tx, rows)}) AS given (collection text, id text)
    ON CONFLICT DO NOTHING`;
}

async function vanishedFrom(tx: Queries, { id: workspace }: Workspace): Promise<readonly Change[]> {
  const rows = await tx<{ collection: Kept; id: string }[]>`
    SELECT collection, id FROM document WHERE workspace = ${workspace} AND body IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM rebuilt WHERE rebuilt.collection = document.collection AND rebuilt.id = document.id)
    ORDER BY collection, id`;
  return rows.map((row) => ({ ...row, document: null }));
}
