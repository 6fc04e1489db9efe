import { parseArgs } from 'node:util';
import { readConfig, StartFailure } from '../config.ts';
import type { CredentialKind } from '../store/port/credentials.ts';
import { keepInFile } from './first-credentials.ts';
import { type Hindrance, operate } from './operate.ts';
import { type Done, Operation, ownerName } from './operation.ts';
import { wordsOf } from './operator-words.ts';

/** The command line is wrong. */
const misuseCode = 2;
/** It was understood and could not be done. */
const refusedCode = 1;

export type OperatorProgram = CredentialKind | 'workspace';

export type OperatorCommand = Readonly<{
  program: OperatorProgram;
  /** After the program's name. */
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  print(line: string): void;
  complain(words: string): void;
}>;

const names = '(A-Z, a-z, 0-9, _ and -, at most 64)';
const usage: Readonly<Record<OperatorProgram, string>> = {
  client: `npm run client -- add|rotate|revoke NAME [--workspace W], or list [--workspace W]   ${names}`,
  member: `npm run member -- add|rotate|revoke NAME [--workspace W], or list [--workspace W]   ${names}`,
  workspace: `npm run workspace -- add NAME, or list   ${names}`,
};

/**
 * `npm run client`, `npm run member`, `npm run workspace`: does what is asked, beside a running server or without one, and prints
 * what came of it as JSON, one line each; a secret is printed this once. Resolves with the exit code.
 */
export async function runOperatorCommand(command: OperatorCommand): Promise<number> {
  const { program, args, env, print, complain } = command;
  try {
    const config = readConfig(env, '');
    const operation = parseOperation(program, args, config.workspace);
    if (!operation) {
      complain(usage[program]);
      return misuseCode;
    }
    const outcome = await operate(config, operation);
    if (isHindrance(outcome)) {
      complain(wordsOf(outcome, operation, config.dataDir));
      return refusedCode;
    }
    keepInFolder(config.dataDir, operation, outcome);
    for (const line of linesOf(operation, outcome)) print(JSON.stringify(line));
    return 0;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    complain(`${error.detail} has a value that cannot be used (${error.code})`);
    return misuseCode;
  }
}

/** Runs it with this process's arguments and streams. */
export async function operatorProgram(program: OperatorProgram): Promise<void> {
  process.exitCode = await runOperatorCommand({
    program,
    args: process.argv.slice(2),
    env: process.env,
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (words) => process.stderr.write(`${words}\n`),
  });
}

const isHindrance = (outcome: Done | Hindrance): outcome is Hindrance => 'code' in outcome;

function parseOperation(program: OperatorProgram, args: readonly string[], defaultWorkspace: string): Operation | undefined {
  const words = split(args);
  if (!words) return undefined;
  const { verb, name, rest, workspace } = words;
  if (rest.length > 0 || (program === 'workspace' && workspace !== undefined)) return undefined;
  const asked =
    program === 'workspace'
      ? { verb: `${verb}Workspace${verb === 'list' ? 's' : ''}`, workspace: name }
      : { verb, workspace: workspace ?? defaultWorkspace, kind: program, name };
  const parsed = Operation.safeParse(Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)));
  return parsed.success ? parsed.data : undefined;
}

function split(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { workspace: { type: 'string' } } });
    const [verb, name, ...rest] = positionals;
    return { verb, name, rest, workspace: values.workspace };
  } catch {
    return undefined;
  }
}

/** The owner and the first client have their secrets in files, which others of our programs read. */
function keepInFolder(dataDir: string, operation: Operation, { secret }: Done): void {
  if (operation.verb === 'addWorkspace' && secret !== undefined)
    keepInFile(dataDir, { workspace: operation.workspace, kind: 'member', name: ownerName, secret });
  if (operation.verb !== 'rotate' && operation.verb !== 'revoke') return;
  const { workspace, kind, name } = operation;
  keepInFile(dataDir, { workspace, kind, name, ...(secret !== undefined && { secret }) });
}

function linesOf(operation: Operation, { secret, listed = [] }: Done): object[] {
  switch (operation.verb) {
    case 'listWorkspaces':
      return listed.map(({ name }) => ({ workspace: name }));
    case 'list':
      return listed.map(({ name, since }) => ({
        ...called(operation, name),
        ...(since !== undefined && { since: new Date(since).toISOString() }),
      }));
    case 'addWorkspace':
      return [{ workspace: operation.workspace, member: ownerName, token: secret }];
    case 'revoke':
      return [{ ...called(operation, operation.name), revoked: true }];
    default:
      return [{ ...called(operation, operation.name), [operation.kind === 'client' ? 'secret' : 'token']: secret }];
  }
}

const called = ({ workspace, kind }: Readonly<{ workspace: string; kind: CredentialKind }>, name: string) => ({ workspace, [kind]: name });
