// The same documents as the desk has, for the browser to fill other local-first stores with: a page, a CouchDB to pull from and a TinyBase to
// synchronise with. node serve.mjs DOCUMENTS FOLDER, started with an IPC channel: says {port}. DOCUMENTS is a JSON file, [{id, body}].
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { couch } from './couch.mjs';
import { serveTiny } from './tiny.mjs';

const [documentsFile, folder] = process.argv.slice(2);
const documents = JSON.parse(readFileSync(documentsFile, 'utf8'));

await build({
  configFile: false,
  logLevel: 'warn',
  define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: join(folder, 'page'),
    emptyOutDir: true,
    lib: { entry: fileURLToPath(new URL('page.mjs', import.meta.url)), formats: ['es'], fileName: () => 'page.js' },
  },
});
const script = readFileSync(join(folder, 'page', 'page.js'));

const answerCouch = couch(documents);
const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://rival');
  if (pathname.startsWith('/couch')) return answerCouch(request, response);
  if (pathname === '/page.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
  if (pathname !== '/') return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><script type="module" src="/page.js"></script>');
});
server.listen(0, '127.0.0.1', async () => {
  await serveTiny(server, documents, folder);
  process.send({ port: server.address().port });
});
process.on('disconnect', () => process.exit());
