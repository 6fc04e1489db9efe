import { publisherArgument, runPublisher } from './publisher.ts';
import { rawStoreArgument, runRawStore } from './raw-store.ts';

/** A benchmark is one program that also runs as its own publisher and as the raw store, in processes of their own. */
export function startAs([role, ...rest]: readonly string[], main: () => Promise<void>): void {
  if (role === publisherArgument) runPublisher();
  else (role === rawStoreArgument ? runRawStore(rest) : main()).catch(fail);
}

/** The options of the command line; undefined, and the usage said, where they are none. */
export function readOptions<T>(usage: string, parse: (args: readonly string[]) => T): T | undefined {
  try {
    return parse(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exitCode = 2;
    return undefined;
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
}
