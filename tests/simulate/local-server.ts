import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../../contract/zod.ts';
import { ClientCredential, OwnerCredential } from './credential.ts';
import { HttpFailure, type MemberHttp } from './member-http.ts';

const SecretGranted = z.strictObject({ secret: z.string() });
/** Secrets are told once, so those of clients made here are kept beside the server's own files, for the next run. */
const keptFile = 'simulated-clients.json';
const ownerOnly = 0o600;

/** `usedBy`: the process that speaks for this client. A second one would take its connection over, again and again. */
const KeptClient = ClientCredential.extend({ usedBy: z.int().optional() });
type KeptClient = z.infer<typeof KeptClient>;

/** A server of this machine: its data folder, and HTTP as its owner. */
export type LocalServer = Readonly<{ dataDir: string; member: MemberHttp }>;

export async function readOwner(dataDir: string): Promise<OwnerCredential> {
  return OwnerCredential.parse(JSON.parse(await readFile(join(dataDir, 'owner.json'), 'utf8')));
}

/** The client that the server made at its first start; left to whoever tries things out, the simulator has its own. */
export async function readFirstClient(dataDir: string): Promise<ClientCredential> {
  return ClientCredential.parse(JSON.parse(await readFile(join(dataDir, 'client.json'), 'utf8')));
}

/** `count` clients that only this process speaks for: those of runs that have ended, and as many new ones as are missing. */
export async function claimClients({ dataDir, member }: LocalServer, count: number): Promise<readonly ClientCredential[]> {
  const { workspace } = await readOwner(dataDir);
  const kept = await readKept(dataDir);
  const claimed = kept.filter(isFree).slice(0, count);
  for (let number = 1; claimed.length < count; number += 1) {
    const client = `simulated-${number}`;
    const secret = kept.some((one) => one.client === client) ? undefined : await newSecretOf(member, client);
    if (secret !== undefined) claimed.push({ workspace, client, secret });
  }
  const mine = claimed.map((client) => ({ ...client, usedBy: process.pid }));
  const others = kept.filter(({ client }) => !mine.some((one) => one.client === client));
  await writeFile(join(dataDir, keptFile), `${JSON.stringify([...others, ...mine], null, 2)}\n`, { mode: ownerOnly });
  return mine;
}

function isFree({ usedBy }: KeptClient): boolean {
  if (usedBy === undefined || usedBy === process.pid) return true;
  try {
    process.kill(usedBy, 0); // signal 0 asks whether the process is there
    return false;
  } catch {
    return true;
  }
}

/** Undefined where a client of that name is there already: somebody else knows its secret. */
async function newSecretOf(member: MemberHttp, client: string): Promise<string | undefined> {
  try {
    return (await member.post('/v1/credentials', { kind: 'client', name: client }, SecretGranted)).secret;
  } catch (error) {
    if (error instanceof HttpFailure && error.code === 'request.nameTaken') return undefined;
    throw error;
  }
}

async function readKept(dataDir: string): Promise<readonly KeptClient[]> {
  try {
    return z.array(KeptClient).parse(JSON.parse(await readFile(join(dataDir, keptFile), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
