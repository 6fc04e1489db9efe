import { parseArgs } from 'node:util';
import { TopicName } from '../../contract/identifier.ts';
import { QuarantineQuery } from '../../contract/quarantine.ts';
import { readConfig, StartFailure } from '../config.ts';
import type { Answer } from '../http/quarantine.ts';
import { findPacket } from './find-packet.ts';
import { countLine, hindranceWords, inspectedLines, listLine, releasedLine } from './quarantine-words.ts';
import { type Reached, reachQuarantine } from './reach-quarantine.ts';

/** The command line is wrong. */
const misuseCode = 2;
/** It was understood and could not be done. */
const refusedCode = 1;
const perPage = 200;

export type QuarantineCommand = Readonly<{
  /** After the program's name. */
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** A file's bytes; `-` is standard input. Throws as `readFileSync` does. */
  read(file: string): Uint8Array;
  print(line: string): void;
  complain(words: string): void;
}>;

const usage = [
  'npm run quarantine -- list [--client NAME] [--code CODE] [--workspace W]',
  'npm run quarantine -- show ID      what came, and what keeps it from being an event now',
  'npm run quarantine -- fix ID --body FILE      sends the corrected body in its place; - is standard input',
  'npm run quarantine -- replay ID      sends it again as it is',
  'npm run quarantine -- discard ID',
  'ID may be the first characters of one, as the list shows them.',
].join('\n');

/**
 * `npm run quarantine`: what a member can do at the desk, as the owner of a workspace. Beside a running server that server is
 * asked; without one the store is opened. Resolves with the exit code.
 */
export async function runQuarantineCommand(command: QuarantineCommand): Promise<number> {
  const { args, env, complain } = command;
  try {
    const config = readConfig(env, '');
    const asked = parse(args);
    if (!asked) {
      complain(usage);
      return misuseCode;
    }
    const workspace = asked.workspace ?? config.workspace;
    const reached = await reachQuarantine(config, workspace);
    if (!reached.ok) {
      complain(hindranceWords(reached, { workspace, dataDir: config.dataDir }));
      return refusedCode;
    }
    return await carryOut(reached.value, asked, command).finally(() => reached.value.close());
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    complain(`${error.detail} has a value that cannot be used (${error.code})`);
    return misuseCode;
  }
}

type Asked = Readonly<{ workspace?: string }> &
  (
    | Readonly<{ verb: 'list'; query: Pick<QuarantineQuery, 'client' | 'code'> }>
    | Readonly<{ verb: 'show' | 'replay' | 'discard'; id: string }>
    | Readonly<{ verb: 'fix'; id: string; body: string }>
  );

const text = { type: 'string' } as const;

function parse(args: readonly string[]): Asked | undefined {
  const split = splitArgs(args);
  if (!split) return undefined;
  const { workspace, body, ...filter } = split.values;
  const [verb, id, ...rest] = split.positionals;
  const filtered = filter.client !== undefined || filter.code !== undefined;
  if (rest.length > 0 || (workspace !== undefined && !TopicName.safeParse(workspace).success)) return undefined;
  const place = workspace === undefined ? {} : { workspace };
  if (verb === 'list') {
    const query = QuarantineQuery.pick({ client: true, code: true }).safeParse(filter);
    return id === undefined && body === undefined && query.success ? { ...place, verb, query: query.data } : undefined;
  }
  if (id === undefined || !/^[0-9a-f]{1,64}$/.test(id) || filtered) return undefined;
  if (verb === 'fix') return body === undefined ? undefined : { ...place, verb, id, body };
  return (verb === 'show' || verb === 'replay' || verb === 'discard') && body === undefined ? { ...place, verb, id } : undefined;
}

function splitArgs(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { workspace: text, client: text, code: text, body: text } });
  } catch {
    return undefined;
  }
}

async function carryOut(reached: Reached, asked: Asked, command: QuarantineCommand): Promise<number> {
  if (asked.verb === 'list') return list(reached, asked.query, command);
  const found = await findPacket(reached, asked.id);
  if (typeof found === 'object') {
    command.complain(found.refusal);
    return refusedCode;
  }
  switch (asked.verb) {
    case 'show':
      return show(reached, found, command);
    case 'fix':
      return fix(reached, found, asked.body, command);
    case 'replay':
      return tell(await reached.replay(found), command);
    case 'discard':
      return tell(await reached.discard(found), command);
  }
}

async function list(reached: Reached, query: Pick<QuarantineQuery, 'client' | 'code'>, { print }: QuarantineCommand): Promise<number> {
  for (let before: number | undefined; ; ) {
    const page = await reached.list({ ...query, limit: perPage, ...(before !== undefined && { before }) });
    for (const packet of page.packets) print(listLine(packet));
    if (page.next === undefined) {
      for (const count of page.counts) print(countLine(count));
      if (page.counts.length === 0) print('nothing was ever put into quarantine here');
      return 0;
    }
    before = page.next;
  }
}

async function show(reached: Reached, id: string, { print, complain }: QuarantineCommand): Promise<number> {
  const inspected = await reached.inspect(id);
  for (const line of inspected ? inspectedLines(inspected) : []) print(line);
  if (!inspected) complain(hindranceWords({ code: 'quarantine.unknown' }));
  return inspected ? 0 : refusedCode;
}

async function fix(reached: Reached, id: string, file: string, command: QuarantineCommand): Promise<number> {
  const body = readBody(file, command.read);
  if (typeof body !== 'string') return tell(await reached.replay(id, body), command);
  command.complain(body);
  return misuseCode;
}

/** Why it cannot be used, as words, where it cannot. */
function readBody(file: string, read: QuarantineCommand['read']): Uint8Array | string {
  try {
    const bytes = read(file);
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return bytes;
  } catch (error) {
    return `${file} is no JSON that can be read: ${error instanceof Error ? error.message : ''}`;
  }
}

function tell(answer: Answer, { print, complain }: QuarantineCommand): number {
  if (answer.ok) print(releasedLine(answer.value));
  else complain(hindranceWords(answer));
  return answer.ok ? 0 : refusedCode;
}
