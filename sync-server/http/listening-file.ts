import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../contract/zod.ts';

const ListeningFile = z.strictObject({ httpPort: z.int(), mqttPort: z.int() });
export type Listening = z.infer<typeof ListeningFile>;

const fileIn = (dataDir: string) => join(dataDir, 'listening.json');

/** Says beside the data where its server listens, for our own programs; removed at an orderly stop. */
export const writeListeningFile = (dataDir: string, listening: Listening): void =>
  writeFileSync(fileIn(dataDir), `${JSON.stringify(listening)}\n`, { mode: 0o600 });

export const removeListeningFile = (dataDir: string): void => rmSync(fileIn(dataDir), { force: true });

export const readListeningFile = (dataDir: string): Listening => ListeningFile.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
