import { z } from '../../../contract/zod.ts';
import { Count, parseOptions } from '../../simulate/parse-options.ts';

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

export const parseMqttOptions = (args: readonly string[]): MqttOptions => parseOptions(MqttOptions, args);
