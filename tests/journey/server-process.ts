import { mkdirSync } from 'node:fs';
import { type ServerProcess, startServerProcess } from '../crash/server-process.ts';
import { builtProgram } from './project.ts';

export type ServerPlace = Readonly<{ dataDir: string; httpPort: number; mqttPort: number; sendsNothing?: true }>;

/** Starts the built server as whoever runs it would, in a folder that need not be there yet. */
export function startBuiltServer(place: ServerPlace): Promise<ServerProcess> {
  mkdirSync(place.dataDir, { recursive: true });
  return startServerProcess({ program: builtProgram('server'), ...place });
}
