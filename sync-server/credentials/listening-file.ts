import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../contract/zod.ts';

/** Where the plain listeners are; those over TLS have a name that is not ours to know. */
const ListeningFile = z.strictObject({ host: z.string(), httpPort: z.int(), mqttPort: z.int(), operatorToken: z.string() });
export type Listening = z.infer<typeof ListeningFile>;

const fileIn = (dataDir: string) => join(dataDir, 'listening.json');

/**
 * Says beside the data where its server listens, and by which token our own programs ask it: whoever may read the data folder may
 * operate the server. The token is of this run only. Removed at an orderly stop.
 */
export function writeListeningFile(dataDir: string, listening: Listening): void {
  removeListeningFile(dataDir); // one that is there would keep its mode
  writeFileSync(fileIn(dataDir), `${JSON.stringify(listening)}\n`, { mode: 0o600 });
}

export const removeListeningFile = (dataDir: string): void => rmSync(fileIn(dataDir), { force: true });

/** Undefined where a server is starting or has just ended. */
export function readListeningFile(dataDir: string): Listening | undefined {
  try {
    return ListeningFile.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}

/** A server that listens everywhere listens on loopback too; one that listens on a single address is asked there. */
export function serverUrl({ host, httpPort }: Listening): string {
  const address = ['0.0.0.0', '::', 'localhost'].includes(host) ? '127.0.0.1' : host;
  return `http://${address.includes(':') ? `[${address}]` : address}:${httpPort}`;
}
