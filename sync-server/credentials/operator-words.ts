import type { Hindrance } from './operate.ts';
import type { Operation } from './operation.ts';

/** What an operator is told when nothing was done: what stood in the way, and what to do about it. */
export function wordsOf({ code, detail }: Hindrance, operation: Operation, dataDir: string): string {
  switch (code) {
    case 'noData':
      return `there is no data in ${dataDir}: start the server first, or set TALKLENS_DATA_DIR or DATABASE_URL`;
    case 'request.nameTaken':
      return detail === 'workspace' ? `the workspace ${workspaceOf(operation)} is there already` : `the name ${nameOf(operation)} is taken`;
    case 'request.notFound':
      return detail === 'workspace'
        ? `there is no workspace ${workspaceOf(operation)}: npm run workspace -- add ${workspaceOf(operation)}`
        : `there is no ${kindOf(operation)} ${nameOf(operation)} in the workspace ${workspaceOf(operation)}: see npm run ${kindOf(operation)} -- list`;
    case 'request.ownerStays':
      return 'a workspace keeps its owner: npm run member -- rotate owner gives another token, and the old one opens nothing any more';
    case 'server.unreachable':
      return 'the server that has this data open does not answer (server.unreachable); if it is only starting, try again';
    case 'server.storeFailed':
      return 'the data could not be read or written (server.storeFailed): is the disk full, or PostgreSQL not running?';
    case 'store.newerSchema':
      return 'the data was written by a newer Talklens (store.newerSchema)';
    default:
      return `nothing was done (${code}${detail === undefined ? '' : `, ${detail}`})`;
  }
}

const workspaceOf = (operation: Operation) => ('workspace' in operation ? operation.workspace : '');
const nameOf = (operation: Operation) => ('name' in operation ? operation.name : '');
const kindOf = (operation: Operation) => ('kind' in operation ? operation.kind : 'client');
