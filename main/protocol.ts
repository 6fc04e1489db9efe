import { protocol } from 'electron';
import { DESK_HOST, DESK_SCHEME } from './desk-origin.ts';

type Answer = (request: Request) => Promise<Response>;

/** Before `ready`: makes `app://talklens` a secure origin of its own, with storage, workers, fetch and streams. */
export function declareDeskScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: DESK_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** After `ready`: the desk's files, and under `/v1/` the embedded server, all on one origin. */
export function serveDesk(files: Answer, api: Answer): void {
  protocol.handle(DESK_SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host !== DESK_HOST) return new Response(null, { status: 404 });
    return pathname.startsWith('/v1/') ? api(request) : files(request);
  });
}
