import { fromEvent, merge } from 'rxjs';
import { webMeeting } from './following/meeting.ts';
import { browserModelFiles } from './models/model-files.ts';
import { withoutAdvertisement } from './quiet-console.ts';
import { webReplicaLock } from './replica-lock.ts';
import { serveDesk } from './serve-desk.ts';
import { startDesk } from './start-desk.ts';
import { browserStorage } from './storage/browser-storage.ts';
import { waitFor } from './wait-for.ts';
import { sleeps$ } from './waking/sleeps.ts';

declare const self: DedicatedWorkerGlobalScope;

console.warn = withoutAdvertisement(console.warn.bind(console));

const time = { now: Date.now, wait: waitFor };

const desk = startDesk({
  ...time,
  fetch: (path, init) => fetch(path, init),
  storage: browserStorage(),
  modelFiles: browserModelFiles(indexedDB),
  random: () => (crypto.getRandomValues(new Uint32Array(1))[0] as number) / 2 ** 32,
  online$: merge(fromEvent(self, 'online'), sleeps$(time)),
  lock: webReplicaLock(navigator.locks),
  meeting: webMeeting(navigator.locks),
  persisted: () => navigator.storage.persisted().catch(() => false),
});

serveDesk(desk, self);
