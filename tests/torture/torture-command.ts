import { dirname, join, resolve } from 'node:path';
import { lastWords } from '../simulate/parse-options.ts';
import { runTorture } from './run-torture.ts';
import { parseTortureOptions } from './torture-options.ts';

const beside = (name: string) => join(dirname(resolve(process.argv[1] ?? '')), name);

/** `npm run dispatch:torture -- --items 10000 --seed X --store postgres`; the last line is the verdict as JSON. */
async function main(args: readonly string[]): Promise<void> {
  const programs = { sender: beside('doomed-sender.cjs'), fake: beside('fake-kakao.cjs') };
  const { verdict, kept, folder } = await runTorture(parseTortureOptions(args), programs, (line) => process.stdout.write(`${line}\n`));
  if (!kept) process.stdout.write(`Broken. Database and logs are in ${folder}\n`);
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
  process.exitCode = kept ? 0 : 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${lastWords(error)}\n`);
  process.exitCode = 2;
});
