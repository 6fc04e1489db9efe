import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../../contract/zod.ts';
import { ClientCredential, OwnerCredential } from './credential.ts';
import { HttpFailure, type MemberHttp } from './member-http.ts';

const SecretGranted = z.strictObject({ secret: z.string() });
/** Secrets are told once, so those of clients made here are kept beside the server's own files, for the next run. */
const keptFile = 'simulated-clients.json';
const ownerOnly = 0o600;
const nameTaken = 412;

/** A server of this machine: its data folder, and HTTP as its owner. */
export type LocalServer = Readonly<{ dataDir: string; member: MemberHttp }>;

export async function readOwner(dataDir: string): Promise<OwnerCredential> {
  return OwnerCredential.parse(JSON.parse(await readFile(join(dataDir, 'owner.json'), 'utf8')));
}

export async function readFirstClient(dataDir: string): Promise<ClientCredential> {
  return ClientCredential.parse(JSON.parse(await readFile(join(dataDir, 'client.json'), 'utf8')));
}

/** `count` clients that may connect: the server's first one, those of earlier runs, and as many new ones as are missing. */
export async function addClients({ dataDir, member }: LocalServer, count: number): Promise<readonly ClientCredential[]> {
  const first = await readFirstClient(dataDir);
  const kept = await readKept(dataDir);
  for (let number = 1; kept.length < count - 1; number += 1) {
    const client = `simulated-${number}`;
    if (kept.some((one) => one.client === client)) continue;
    const secret = await newSecretOf(member, client);
    if (secret !== undefined) kept.push({ workspace: first.workspace, client, secret });
  }
  await writeFile(join(dataDir, keptFile), `${JSON.stringify(kept, null, 2)}\n`, { mode: ownerOnly });
  return [first, ...kept].slice(0, count);
}

/** Undefined where a client of that name is there already: somebody else knows its secret. */
async function newSecretOf(member: MemberHttp, client: string): Promise<string | undefined> {
  try {
    return (await member.post('/v1/credentials', { kind: 'client', name: client }, SecretGranted)).secret;
  } catch (error) {
    if (error instanceof HttpFailure && error.status === nameTaken) return undefined;
    throw error;
  }
}

async function readKept(dataDir: string): Promise<ClientCredential[]> {
  try {
    return z.array(ClientCredential).parse(JSON.parse(await readFile(join(dataDir, keptFile), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
