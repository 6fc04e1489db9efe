import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { connectDesk } from '../../../renderer/replica/connect-desk.ts';
import { withoutAdvertisement } from '../../../renderer/replica/quiet-console.ts';
import type { Machine } from '../machine.ts';
import { machineOn } from '../machine-on.ts';

declare global {
  interface Window {
    /** Of the server's own desk; the page that the machine is in has nothing else. */
    workerPath: string;
    machine: Machine;
  }
}

console.warn = withoutAdvertisement(console.warn.bind(console));

/** The machine is this page's storage; its desk is the worker of the built app, which is ended without a word. */
window.machine = machineOn({
  storage: getRxStorageDexie(),
  begin: () => undefined,
  network: () => undefined, // it is outside of the browser
  start: async ({ token }) => {
    const worker = new Worker(window.workerPath, { type: 'module' });
    const desk = connectDesk({
      postMessage: (message) => worker.postMessage(message),
      addEventListener: (type, listen) => worker.addEventListener(type, listen as EventListener),
    });
    await desk.signIn(token);
    const end = async () => worker.terminate();
    return { desk, stop: end, kill: end };
  },
});
