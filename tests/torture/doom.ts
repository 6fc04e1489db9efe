import { z } from '../../contract/zod.ts';

/** What is persisted of an item on its way, in this order; the call to the provider is between the last two. */
export const persistedSteps = ['claimed', 'prepared', 'committed', 'accepted'] as const;
export const moments = ['before', 'after'] as const;

/** Where a server is to die: in the transaction that would write the step, or right after its commit, at the `occurrence`th time once it is armed. */
export const Doom = z.strictObject({
  step: z.enum(persistedSteps),
  moment: z.enum(moments),
  occurrence: z.int().positive(),
  /** Armed when it starts, so that it may die over what others have left; otherwise by the signal of `armBy`. */
  fromStart: z.boolean(),
});
export type Doom = z.infer<typeof Doom>;

export const armBy = 'SIGUSR2';

/** What a server of the torture is started with, as JSON. */
export const Errand = z.strictObject({
  /** Its clock showed TALKLENS_FAKE_NOW when this machine's showed that: it keeps step with every other clock of the story. */
  startedAt: z.int().nonnegative(),
  /** So long it waits for a provider's answer to anything but a question. */
  patienceMs: z.int().positive(),
  doom: Doom.optional(),
});
export type Errand = z.infer<typeof Errand>;

export const nameOf = ({ step, moment }: Pick<Doom, 'step' | 'moment'>): string => `${moment} ${step}`;

/** Every place where a server can be made to die. */
export const deathPlaces = persistedSteps.flatMap((step) => moments.map((moment) => ({ step, moment })));
