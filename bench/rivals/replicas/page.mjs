// Fills a store with everything that its server has, and keeps it on the disk: `window.fill.pouchdb(pageLimit)`, `window.fill.tinybase(documents)`. Each
// resolves with {ms, documents}.
import PouchDB from 'pouchdb-browser';
import { createMergeableStore } from 'tinybase/mergeable-store';
import { createIndexedDbPersister } from 'tinybase/persisters/persister-indexed-db';
import { createWsSynchronizer } from 'tinybase/synchronizers/synchronizer-ws-client';

const patienceS = 120;

async function pouchdb(pageLimit) {
  const startedAt = performance.now();
  const local = new PouchDB('rival');
  const remote = new PouchDB(`${location.origin}/couch`, { skip_setup: true });
  await local.replicate.from(remote, { batch_size: pageLimit });
  const ms = performance.now() - startedAt;
  return { ms, documents: (await local.info()).doc_count };
}

async function tinybase(documents) {
  const startedAt = performance.now();
  const store = createMergeableStore();
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/rival`);
  const synchronizer = await createWsSynchronizer(store, socket, patienceS);
  const whole = new Promise((resolve) => {
    const look = () => store.getRowCount('documents') >= documents && resolve();
    store.addTableListener('documents', look);
  });
  await synchronizer.startSync();
  await whole;
  await createIndexedDbPersister(store, 'rival').save();
  return { ms: performance.now() - startedAt, documents: store.getRowCount('documents') };
}

window.fill = { pouchdb, tinybase };
