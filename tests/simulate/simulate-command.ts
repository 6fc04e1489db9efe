import { randomUUID } from 'node:crypto';
import { readConfig } from '../../sync-server/config.ts';
import { readListeningFile } from '../../sync-server/credentials/listening-file.ts';
import { readCredentials } from './credential.ts';
import { claimClients, readFirstClient, readOwner } from './local-server.ts';
import { memberHttp } from './member-http.ts';
import { type Options, readCommandLine, usage } from './options.ts';
import { summaryLines } from './report.ts';
import { runConversation } from './run-conversation.ts';
import { playSeed } from './seed-scenario.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);

/** `npm run simulate`: finds the server of this machine by the variables that the server itself reads. */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(usage);
    return 0;
  }
  const options = readCommandLine(args);
  return options.scenario === 'seed' ? seedScenario(options) : conversationWith(options);
}

async function conversationWith(options: Options): Promise<number> {
  const credentials = options.credentials
    ? (await readCredentials(options.credentials)).slice(0, options.clients)
    : await claimClients(await localServer(options), options.clients);
  const url = options.url ?? local().mqttUrl;
  print(
    `${credentials.length} chat clients, ${options.users} shoppers, ${options.rate} packets a second for ${options.seconds} s at ${url}`,
  );
  const summary = await runConversation({ url, credentials, options, startedAt: Date.now(), stopping: untilInterrupted(), print });
  for (const line of summaryLines(summary)) print(line);
  const missing = summary.sent - summary.acknowledged;
  if (missing > 0) print(`${missing} packets were not acknowledged.`);
  return missing > 0 ? 1 : 0;
}

/** The first Ctrl-C asks for the summary, a second one ends the process. */
function untilInterrupted(): AbortSignal {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  return stopping.signal;
}

async function seedScenario(options: Options): Promise<number> {
  const { dataDir, member } = await localServer(options);
  const credential = await readFirstClient(dataDir);
  const url = options.url ?? local().mqttUrl;
  const { lines, problems } = await playSeed({ url, credential, member, newId: randomUUID, now: Date.now });
  for (const line of lines) print(line);
  for (const problem of problems) print(`WRONG: ${problem}`);
  print(problems.length === 0 ? 'The refusal came back and the lead shows it.' : 'The scenario failed.');
  return problems.length === 0 ? 0 : 1;
}

async function localServer({ url }: Options) {
  const { dataDir, httpUrl } = local();
  const owner = await readOwner(dataDir).catch((cause: unknown) => {
    const hint = url ? '--credentials FILE says what to connect with' : 'is the server running (npm start, npm run server)?';
    throw new Error(`no server has its data in ${dataDir}: ${hint}`, { cause });
  });
  return { dataDir, member: memberHttp(httpUrl, owner.token) };
}

/** Where the server of this data folder says it listens; by its settings where it says nothing. */
function local() {
  const { dataDir, host, ...settings } = readConfig(process.env, '');
  const { httpPort, mqttPort } = readListeningFile(dataDir) ?? settings;
  return { dataDir, httpUrl: `http://${host}:${httpPort}`, mqttUrl: `mqtt://${host}:${mqttPort}` };
}

/** `fetch` says why it failed in its cause only. */
function toWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof TypeError && error.cause instanceof Error ? `the server does not answer: ${error.cause.message}` : error.message;
}

main(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    process.stderr.write(`${toWords(error)}\n`);
    process.exitCode = 2;
  });
