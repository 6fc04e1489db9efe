import { dirname, join, resolve } from 'node:path';
import { lastWords } from '../simulate/parse-options.ts';
import { parseCrashOptions } from './crash-options.ts';
import { runCrashTest } from './crash-test.ts';
import { runPublisher } from './publisher.ts';
import { publisherArgument } from './publisher-process.ts';

const self = resolve(process.argv[1] ?? '');
const beside = (name: string) => join(dirname(self), name);
const programs = { server: beside('server.cjs'), doomed: beside('doomed-server.cjs'), rebuild: beside('rebuild.cjs'), publisher: self };

/** `npm run crash -- --kills 20 --seed X --store postgres`; the last line is the verdict as JSON. With `publisher` it is its own publisher process. */
async function main([first, ...rest]: readonly string[]): Promise<void> {
  if (first === publisherArgument) return runPublisher();
  const options = parseCrashOptions(first === undefined ? [] : [first, ...rest]);
  const { verdict, promiseKept, folders } = await runCrashTest(options, programs, (line) => process.stdout.write(`${line}\n`));
  if (!promiseKept) process.stdout.write(`Broken. Database, log and evidence are in ${folders.join(' and ')}\n`);
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
  process.exitCode = promiseKept ? 0 : 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${lastWords(error)}\n`);
  process.exitCode = 2;
});
