// TinyBase's own server, on a file of its own that has the documents, a cell each: as few cells as there can be.
import { join } from 'node:path';
import { createMergeableStore } from 'tinybase/mergeable-store';
import { createFilePersister } from 'tinybase/persisters/persister-file';
import { createWsServer } from 'tinybase/synchronizers/synchronizer-ws-server';
import WebSocket, { WebSocketServer } from 'ws';

/** What its synchroniser takes for lost otherwise, a second long: everything is one message. */
const patienceS = 120;

/** Resolves when it has everything: whoever asks before is not answered, and waits out his patience. `server` listens already. */
export async function serveTiny(server, documents, folder) {
  let filled;
  const whenFilled = new Promise((resolve) => {
    filled = resolve;
  });
  const fill = (store) => {
    store.transaction(() => {
      for (const { id, body } of documents) store.setCell('documents', id, 'body', JSON.stringify(body));
    });
    filled();
  };
  const persisterOf = () => [createFilePersister(createMergeableStore(), join(folder, 'tiny.json')), fill];
  createWsServer(
    new WebSocketServer({ server, maxPayload: 2 ** 30 }),
    persisterOf,
    (error) => process.stderr.write(`TinyBase: ${error}\n`),
    patienceS,
  );
  new WebSocket(`ws://127.0.0.1:${server.address().port}/rival`); // its store begins with its first client, and lasts as long as it has one
  await whenFilled;
}
