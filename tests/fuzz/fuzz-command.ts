import { dirname, join, resolve } from 'node:path';
import { lastWords, Misuse } from '../simulate/parse-options.ts';
import { fuzzHttp } from './http/fuzz-http.ts';
import { fuzzMqtt } from './mqtt/fuzz-mqtt.ts';

/** What a target is given: its own arguments, the built server, and where to write. */
export type FuzzRun = Readonly<{ args: readonly string[]; serverProgram: string; print: (line: string) => void }>;

/** One target of the fuzzer. Its result is printed as JSON on the last line. */
export type FuzzTarget = (run: FuzzRun) => Promise<Readonly<{ promiseKept: boolean; result: object }>>;

const targets: Readonly<Record<string, FuzzTarget>> = { http: fuzzHttp, mqtt: fuzzMqtt };

/** `npm run fuzz -- mqtt --sessions 100000 --seed X`: exit code 0 where the promise was kept, 1 where it was broken, 2 where it could not be tried. */
async function main([name = '', ...args]: readonly string[]): Promise<void> {
  const target = targets[name];
  if (!target) throw new Misuse(`npm run fuzz -- TARGET [arguments], one of: ${Object.keys(targets).join(', ')}`);
  const serverProgram = join(dirname(resolve(process.argv[1] ?? '')), 'server.cjs');
  const { promiseKept, result } = await target({ args, serverProgram, print: (line) => process.stdout.write(`${line}\n`) });
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = promiseKept ? 0 : 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${lastWords(error)}\n`);
  process.exitCode = 2;
});
