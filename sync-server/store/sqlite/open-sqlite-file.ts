import { isDamage } from '../../store-failure.ts';
import { plainCodec } from '../personal-codec.ts';
import type { Audit } from '../port/audit.ts';
import type { Feed } from '../port/feed.ts';
import type { Log } from '../port/log.ts';
import { auditReads } from './audit.ts';
import { type Database, openReader, prepare, snapshot } from './database.ts';
import { type DigestReads, digestReads } from './digests.ts';
import { type FactReads, factReads } from './fact-reads.ts';
import { knowsSchema } from './schema.ts';
import { type Workspaces, workspacesOf } from './workspaces.ts';

/** What can be checked of a file, read beside whoever writes it. */
export type SqliteFile = Readonly<{
  /** False where a newer program has written the file: nothing else can be asked then. */
  known: boolean;
  workspaces(): readonly string[];
  log: Pick<Log, 'read' | 'head'>;
  feed: Pick<Feed, 'digests'>;
  audit: Audit;
  /** What SQLite itself finds wrong with the file, and ids that do not lead to their facts, at most 100 lines each; none where it is whole. */
  faults(): readonly string[];
  close(): void;
}>;

const WHOLE = 'ok';
/** Stands above what is found, for each database. */
const HEADING = '*** in database';

/** Opens a file that is there and changes nothing in it: no guard is taken, no epoch appended. */
export function openSqliteFile(path: string): SqliteFile {
  const reader = openReader(path);
  let opened: Readonly<{ workspaces: Workspaces; reads: FactReads; digests: DigestReads; audit: Audit }> | undefined;
  /** Statements can be prepared only where the schema is known. */
  const parts = () => {
    if (opened) return opened;
    const workspaces = workspacesOf(reader);
    opened = { workspaces, reads: factReads(reader, plainCodec), digests: digestReads(reader), audit: auditReads(reader, workspaces) };
    return opened;
  };
  return {
    known: knowsSchema(reader),
    workspaces: () => parts().workspaces.names(),
    log: {
      read: async (name, after, limit) => snapshot(reader, () => parts().reads.after(parts().workspaces.find(name), after, limit)),
      head: async (name) => parts().workspaces.counters(parts().workspaces.find(name)).position,
    },
    feed: {
      digests: async (name, collection) => {
        const { workspaces, digests } = parts();
        return snapshot(reader, () => digests.of(workspaces.find(name), collection));
      },
    },
    audit: {
      read: (name, afterNumber, limit) => parts().audit.read(name, afterNumber, limit),
      checksums: (name, factIds) => parts().audit.checksums(name, factIds),
    },
    faults: () => {
      const faults = faultsOf(reader);
      return faults.length > 0 ? faults : wrongPlaces(reader);
    },
    close: () => reader.close(),
  };
}

/** A file can be so damaged that the check itself fails; then that is its fault. */
function faultsOf(reader: Database): readonly string[] {
  try {
    const rows = prepare<{ integrity_check: string }>(reader, 'PRAGMA integrity_check').all();
    return rows.flatMap((row) => row.integrity_check.split('\n')).filter((line) => line !== WHOLE && !line.startsWith(HEADING));
  } catch (error) {
    if (isDamage(error) && error instanceof Error) return [error.message];
    throw error;
  }
}

/** An event whose id leads nowhere would be stored again; the pages themselves may be whole. */
function wrongPlaces(reader: Database): readonly string[] {
  const rows = prepare<{ name: string; position: number }>(
    reader,
    `SELECT name, position FROM fact JOIN workspace ON workspace.id = fact.workspace
     WHERE (position <= indexed OR kind <> 'event') AND position IS NOT
       (SELECT position FROM fact_place AS place WHERE place.workspace = fact.workspace AND place.fact_id = fact.fact_id) LIMIT 100`,
  ).all();
  return rows.map(({ name, position }) => `the id of position ${position} of ${name} does not lead there`);
}
