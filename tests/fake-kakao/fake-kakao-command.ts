import { z } from '../../contract/zod.ts';
import { lastWords, parseOptions } from '../simulate/parse-options.ts';
import { startFakeKakao } from './start-fake-kakao.ts';

const Options = z.strictObject({
  port: z.coerce.number().int().min(0).max(65_535).default(0),
  seed: z.string().min(1).default('1'),
  /** Where its clock begins, as a date; it runs on from there. */
  now: z.coerce.date().optional(),
});

/** `npm run fake-kakao -- --port 0`: one line of JSON says where it is. Ends with Ctrl-C or when told to. */
async function main(args: readonly string[]): Promise<void> {
  const { port, seed, now } = parseOptions(Options, args);
  const fake = await startFakeKakao({ port, seed, now: Date.now });
  if (now) fake.provider.world.clock.set(now.getTime());
  process.stdout.write(`${JSON.stringify(fake.address)}\n`);
  const stop = () => void fake.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${lastWords(error)}\n`);
  process.exitCode = 2;
});
