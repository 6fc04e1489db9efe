import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../contract/zod.ts';
import { createCommands } from '../command/apply-commands.ts';
import { type Config, readConfig, StartFailure } from '../config.ts';
import type { Store } from '../store/port/store.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { createWakeUps } from '../wake-ups/wake-ups.ts';
import { createAddCredential, NewCredential } from './add-credential.ts';
import { SecretGranted } from './credentials-route.ts';
import { OwnerFile, ownerFile } from './first-credentials.ts';
import { readListeningFile } from './listening-file.ts';

const misuseCode = 2;
const RefusalBody = z.object({ code: z.string(), detail: z.string().optional() });

export type CredentialCommand = Readonly<{
  kind: NewCredential['kind'];
  /** After the program's name. */
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** What is printed of a name and its secret. */
  toLine(workspace: string, name: string, secret: string): object;
  print(line: string): void;
  complain(words: string): void;
}>;

/**
 * `npm run client -- add NAME`, `npm run member -- add NAME`: makes a credential and prints it once, as one JSON line. Where no
 * server runs it writes the store itself; where one does, the store is locked, and that server is asked over loopback with the
 * owner's token. Resolves with the exit code.
 */
export async function runCredentialCommand(command: CredentialCommand): Promise<number> {
  try {
    return await runWith(readConfig(command.env, ''), command);
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    command.complain(`${error.detail} has a value that cannot be used (${error.code})`);
    return misuseCode;
  }
}

async function runWith(config: Config, { kind, args, toLine, print, complain }: CredentialCommand): Promise<number> {
  const [verb, name, ...rest] = args;
  const credential = NewCredential.safeParse({ kind, name });
  const misuse = verb !== 'add' || !credential.success || rest.length > 0;
  if (misuse) complain(`npm run ${kind} -- add NAME   (A-Z, a-z, 0-9, _ and -, at most 64)`);
  else if (!existsSync(config.dataDir)) complain(`there is no data in ${config.dataDir}: start the server first, or set TALKLENS_DATA_DIR`);
  else {
    const made = await make(config, credential.data);
    if (typeof made === 'string') print(JSON.stringify(toLine(config.workspace, credential.data.name, made)));
    else complain(made.refusal);
    return typeof made === 'string' ? 0 : misuseCode;
  }
  return misuseCode;
}

/** Runs it with this process's arguments and streams. */
export async function credentialProgram(kind: NewCredential['kind'], toLine: CredentialCommand['toLine']): Promise<void> {
  process.exitCode = await runCredentialCommand({
    kind,
    args: process.argv.slice(2),
    env: process.env,
    toLine,
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (words) => process.stderr.write(`${words}\n`),
  });
}

type Made = string | Readonly<{ refusal: string }>;

async function make(config: Config, credential: NewCredential): Promise<Made> {
  const path = join(config.dataDir, 'talklens.db');
  const opened = await openSqliteStore({ path, now: Date.now, randomUuid: randomUUID, randomBytes });
  if (opened.ok) return makeInStore(opened.value, config.workspace, credential);
  return opened.code === 'store.locked' ? askServer(config.dataDir, credential) : { refusal: opened.code };
}

async function makeInStore(store: Store, workspace: string, credential: NewCredential): Promise<Made> {
  const { addMember } = createCommands({ store, wakeUps: createWakeUps(), now: Date.now });
  const add = createAddCredential({ credentials: store.credentials, addMember, now: Date.now, random: randomBytes });
  try {
    await store.credentials.ensureWorkspace(workspace);
    return (await add(workspace, credential)) ?? { refusal: `the name ${credential.name} is taken` };
  } finally {
    await store.close();
  }
}

async function askServer(dataDir: string, credential: NewCredential): Promise<Made> {
  const { token } = OwnerFile.parse(JSON.parse(readFileSync(ownerFile(dataDir), 'utf8')));
  const { httpPort } = readListeningFile(dataDir);
  const answer = await fetch(`http://127.0.0.1:${httpPort}/v1/credentials`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(credential),
  }).catch(() => undefined);
  if (!answer) return { refusal: 'the server that has this data open does not answer (server.unreachable)' };
  const body: unknown = await answer.json();
  if (answer.ok) return SecretGranted.parse(body).secret;
  const { code, detail = '' } = RefusalBody.parse(body);
  return { refusal: code === 'request.nameTaken' ? `the name ${credential.name} is taken` : `${code} ${detail}` };
}
