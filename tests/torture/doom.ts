import { z } from '../../contract/zod.ts';

/** What is persisted of an item on its way, in this order; the call to the provider is between the last two. */
export const persistedSteps = ['claimed', 'prepared', 'committed', 'accepted'] as const;

/** Where a server is to die: in the transaction that would write the step, or right after its commit, at the `occurrence`th time. */
export const Doom = z.strictObject({
  step: z.enum(persistedSteps),
  moment: z.enum(['before', 'after']),
  occurrence: z.int().positive(),
});
export type Doom = z.infer<typeof Doom>;

export const nameOf = ({ step, moment }: Doom): string => `${moment} ${step}`;
