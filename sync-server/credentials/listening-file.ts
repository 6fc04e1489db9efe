import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../contract/zod.ts';

const ListeningFile = z.strictObject({ httpPort: z.int(), mqttPort: z.int(), operatorToken: z.string() });
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

export const readListeningFile = (dataDir: string): Listening => ListeningFile.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
