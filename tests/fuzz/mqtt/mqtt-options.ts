import { parseArgs } from 'node:util';
import { z } from '../../../contract/zod.ts';

const Count = z.coerce.number().int().positive();

/** What `npm run fuzz -- mqtt ...` was asked for. */
export const MqttOptions = z.strictObject({
  sessions: Count.default(2_000),
  seed: z.string().min(1).default('1'),
  /** The first session to run: a failing one is found again by seed and number. */
  from: z.coerce.number().int().nonnegative().default(0),
  /** How many at once. */
  width: Count.max(500).default(64),
});
export type MqttOptions = z.infer<typeof MqttOptions>;

const names = ['sessions', 'seed', 'from', 'width'] as const;

export function parseMqttOptions(args: readonly string[]): MqttOptions {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const parsed = MqttOptions.safeParse(parseArgs({ args: [...args], options, strict: true }).values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`--${issue?.path.join('.')}: ${issue?.message}`);
}
