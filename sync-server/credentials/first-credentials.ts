import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MemberName, TopicName } from '../../contract/identifier.ts';
import { z } from '../../contract/zod.ts';
import { newSecret, type RandomBytes, secretHash } from '../secret.ts';
import type { CredentialKind, Credentials } from '../store/port/credentials.ts';
import { ownerName } from './operation.ts';

const firstClient = 'chatbot';
const ownerOnly = 0o600;

/** `owner.json`: the first member, for the desktop app and for the programs that ask a running server. */
export const OwnerFile = z.strictObject({ workspace: TopicName, member: MemberName, token: z.string() });
/** `client.json`: the first chat client. */
export const ClientFile = z.strictObject({ workspace: TopicName, client: TopicName, secret: z.string() });

const OfWorkspace = z.object({ workspace: TopicName });

export const ownerFile = (dataDir: string) => join(dataDir, 'owner.json');
const clientFile = (dataDir: string) => join(dataDir, 'client.json');

export type FirstCredentialsPorts = Readonly<{
  credentials: Credentials;
  addMember(workspace: string, member: string): Promise<void>;
  now(): number;
  random: RandomBytes;
}>;

/**
 * Makes a workspace's first chat client and then its owner, where there is no owner yet, and writes their secrets into files
 * that only the user may read. The file is on the disk before the credential is stored, and a start that was cut short between
 * the two goes on with the secret in the file: nobody is left with a name and no secret. Where another server on the same database
 * was first, a file whose secret opens nothing is taken away again.
 */
export async function ensureFirstCredentials(dataDir: string, workspace: string, ports: FirstCredentialsPorts): Promise<void> {
  const { credentials, addMember, now, random } = ports;
  const stored = (kind: CredentialKind, name: string) => credentials.secretHash({ workspace, kind, name });
  for (const path of [ownerFile(dataDir), clientFile(dataDir)]) putInPlace(path, workspace);
  if (await stored('member', ownerName)) return; // whoever was revoked since then stays so, whatever the file says
  if (!(await stored('client', firstClient))) {
    const { secret } =
      kept(clientFile(dataDir), ClientFile, workspace) ??
      written(clientFile(dataDir), { workspace, client: firstClient, secret: newSecret(random) });
    const hash = secretHash(secret);
    await credentials.add({ workspace, name: firstClient, kind: 'client', secretHash: hash, at: now() });
    if ((await stored('client', firstClient)) !== hash) rmSync(clientFile(dataDir));
  }
  await addMember(workspace, ownerName);
  const { token } =
    kept(ownerFile(dataDir), OwnerFile, workspace) ??
    written(ownerFile(dataDir), { workspace, member: ownerName, token: newSecret(random) });
  const hash = secretHash(token);
  await credentials.add({ workspace, name: ownerName, kind: 'member', secretHash: hash, at: now() });
  if ((await stored('member', ownerName)) !== hash) rmSync(ownerFile(dataDir));
}

/**
 * Secrets are said once: a file of another workspace is put aside under that one's name, and this one's is taken out again where
 * it had been.
 */
function putInPlace(path: string, workspace: string): void {
  const there = existsSync(path) ? OfWorkspace.safeParse(jsonIn(path)).data : undefined;
  if (there && there.workspace !== workspace) renameSync(path, aside(path, there.workspace));
  if (!existsSync(path) && existsSync(aside(path, workspace))) renameSync(aside(path, workspace), path);
}

const aside = (path: string, workspace: string) => path.replace(/\.json$/, `.${workspace}.json`);

/** A file of an earlier start, if it is of this workspace. */
function kept<S extends z.ZodType<{ workspace: string }>>(path: string, schema: S, workspace: string): z.infer<S> | undefined {
  if (!existsSync(path)) return undefined;
  const file = schema.safeParse(jsonIn(path));
  return file.success && file.data.workspace === workspace ? file.data : undefined;
}

/** Undefined for what was cut short on its way to the disk. */
function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function written<T>(path: string, content: T): T {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', ownerOnly);
  writeFileSync(file, `${JSON.stringify(content)}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
  return content;
}

/** What an operator did to a credential whose secret is in a file. */
export type FileChange = Readonly<{ workspace: string; kind: CredentialKind; name: string /** Absent: revoked. */; secret?: string }>;

/**
 * Keeps the files of this data folder true after an operator's change: the owner's and the first client's new secret is put into
 * theirs, and a revoked client's file goes. Other names have no file.
 */
export function keepInFile(dataDir: string, { workspace, kind, name, secret }: FileChange): void {
  if (kind === 'member' && name === ownerName && secret !== undefined)
    written(fileOf(ownerFile(dataDir), workspace), { workspace, member: name, token: secret });
  if (kind !== 'client' || name !== firstClient) return;
  const path = fileOf(clientFile(dataDir), workspace);
  if (secret !== undefined) written(path, { workspace, client: name, secret });
  else rmSync(path, { force: true });
}

/** The token that is beside the data; undefined where this folder has none for the workspace. */
export const ownerTokenIn = (dataDir: string, workspace: string): string | undefined =>
  kept(fileOf(ownerFile(dataDir), workspace), OwnerFile, workspace)?.token;

/** The file itself where it is this workspace's, else the one that is put aside under its name. */
function fileOf(path: string, workspace: string): string {
  const there = existsSync(path) ? OfWorkspace.safeParse(jsonIn(path)).data : undefined;
  return there?.workspace === workspace ? path : aside(path, workspace);
}
