// As much of CouchDB's replication protocol as a client that pulls needs (https://docs.couchdb.org/en/stable/replication/protocol.html),
// from memory: a CouchDB proper would be no faster.
import { createHash } from 'node:crypto';

const database = '/couch';

export function couch(documents) {
  const changes = documents.map(({ id, body }, index) => {
    const hash = createHash('md5').update(JSON.stringify(body)).digest('hex');
    return { seq: index + 1, id, rev: `1-${hash}`, hash, body };
  });
  const byId = new Map(changes.map((change) => [change.id, change]));
  const local = new Map();

  const routes = {
    '': () => ({ db_name: 'couch', doc_count: changes.length, update_seq: changes.length, instance_start_time: '0' }),
    _changes: ({ query }) => {
      const since = Number(query.get('since') ?? 0);
      const page = changes.slice(since, since + Number(query.get('limit') ?? changes.length));
      const lastSeq = page.at(-1)?.seq ?? since;
      const results = page.map(({ seq, id, rev }) => ({ seq, id, changes: [{ rev }] }));
      return { results, last_seq: lastSeq, pending: changes.length - lastSeq };
    },
    _bulk_get: ({ asked }) => ({ results: asked.docs.map(({ id }) => ({ id, docs: [{ ok: documentOf(byId.get(id)) }] })) }),
  };
  const answerLocal = (id, method, asked) => {
    if (method === 'PUT') local.set(id, asked);
    return method === 'PUT' ? { ok: true, id, rev: '0-1' } : local.get(id);
  };

  return async (request, response) => {
    const { pathname, searchParams: query } = new URL(request.url, 'http://couch');
    const asked = request.method === 'GET' ? undefined : JSON.parse(await textOf(request));
    const [route, ...rest] = pathname.slice(database.length + 1).split('/');
    const answer = route === '_local' ? answerLocal(rest.join('/'), request.method, asked) : routes[route]?.({ query, asked });
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error: 'not_found', reason: 'missing' }));
  };
}

const documentOf = ({ id, rev, hash, body }) => ({ _id: id, _rev: rev, _revisions: { start: 1, ids: [hash] }, ...body });

async function textOf(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
